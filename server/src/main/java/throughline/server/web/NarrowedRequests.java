package throughline.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import throughline.server.accounts.Account;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.platform.OwnRows;

/// Holds the database to the rows of whoever sees one unit, while they are answered: below whatever the services check.
/// What is open to anybody, such as signing in as somebody else, is answered without.
@Component
class NarrowedRequests implements AsyncHandlerInterceptor, WebMvcConfigurer {

    private final Visitors visitors;
    private final OrganisationRecord record;

    NarrowedRequests(Visitors visitors, OrganisationRecord record) {
        this.visitors = visitors;
        this.record = record;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && asksForARight(method)) {
            visitors.current().account().filter(a -> a.unit().isPresent()).ifPresent(this::narrow);
        }
        return true;
    }

    private static boolean asksForARight(HandlerMethod method) {
        Needs needs = method.getMethodAnnotation(Needs.class);
        return needs != null && needs.value() != Right.ANYBODY;
    }

    private void narrow(Account account) {
        String unit = account.unit().orElseThrow();
        Set<String> units = new HashSet<>(record.units(unit));
        units.add(unit);
        new OwnRows(account.id(), units).begin();
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        OwnRows.end();
    }

    /// The thread that goes on with the answer is another.
    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        OwnRows.end();
    }
}
