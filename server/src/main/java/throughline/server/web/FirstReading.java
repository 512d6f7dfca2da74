package throughline.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import throughline.server.accounts.Needs;
import throughline.server.diagnose.BeingReadException;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.organisation.OrganisationRecord;

/// Keeps pages shut that would pass for those of an empty server while what lies in the folder is read for the first
/// time: accounts, whose units come with the facts, and the record where none is there, for one that is begun then
/// would stand against the one that comes.
@Component
class FirstReading implements HandlerInterceptor, WebMvcConfigurer {

    private final ObjectProvider<CurrentWorkspace> current;
    private final OrganisationRecord record;

    FirstReading(ObjectProvider<CurrentWorkspace> current, OrganisationRecord record) {
        this.current = current;
        this.record = record;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && waits(method)) {
            current.getObject().firstReading().ifPresent(progress -> {
                throw new BeingReadException(progress);
            });
        }
        return true;
    }

    private boolean waits(HandlerMethod method) {
        Needs needs = method.getMethodAnnotation(Needs.class);
        return needs != null
                && switch (needs.value()) {
                    case KEEP_ACCOUNTS -> true;
                    case SEE_RECORD, EDIT_RECORD, EDIT_WHOLE_RECORD ->
                        record.now().number() == 0;
                    default -> false;
                };
    }
}
