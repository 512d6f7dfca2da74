package throughline.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.alerts.Alerts;
import throughline.server.organisation.OrganisationRecord;

/// Lets a request through to a method of ours only if the visitor has the right which that method [Needs]; a method
/// that
/// names none answers nobody. The method is looked up by the mapping that will call it, so the two cannot disagree.
@Component
class Gate implements AuthorizationManager<RequestAuthorizationContext> {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private final Visitors visitors;

    Gate(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings,
            Visitors visitors) {
        this.mappings = mappings;
        this.visitors = visitors;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return new AuthorizationDecision(true); // what is told of a failure was worded for everybody
        }
        Optional<HandlerMethod> method = method(request);
        if (method.isEmpty()) {
            return new AuthorizationDecision(true); // a file of the design, or nothing is there
        }
        Optional<Right> right = Optional.ofNullable(method.get().getMethodAnnotation(Needs.class))
                .map(Needs::value);
        return new AuthorizationDecision(right.isPresent()
                && switch (right.get()) {
                    case ANYBODY, TOKEN, DIRECTORY -> true;
                    case FROM_THIS_COMPUTER -> Origin.isThisComputer(request);
                    case SEE_RECORD, EDIT_RECORD, SEE_ALERTS ->
                        visitors.of(authentication.get()).may(right.get()) || bearsToken(request);
                    default -> visitors.of(authentication.get()).may(right.get());
                });
    }

    /// Whether a program asks, whose token the filter of the API looks at next.
    private static boolean bearsToken(HttpServletRequest request) {
        return (request.getServletPath().startsWith(OrganisationRecord.ADDRESS)
                        || request.getServletPath().equals(Alerts.ADDRESS))
                && request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    /// The method of ours that will answer; empty where none will.
    private Optional<HandlerMethod> method(HttpServletRequest request) {
        if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        try {
            HandlerExecutionChain chain = mappings.getObject().getHandler(request);
            return chain != null && chain.getHandler() instanceof HandlerMethod method
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (Exception wrongMethodOrType) {
            return Optional.empty(); // the same look-up will fail again, and say so
        }
    }
}
