package throughline.server.web;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import throughline.server.accounts.Visitor.SignedIn;

/// A session's visitor, as Spring Security carries it along. What the visitor may do is asked of the visitor.
final class SignedInAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient SignedIn visitor;

    SignedInAuthentication(SignedIn visitor) {
        super(List.of());
        this.visitor = visitor;
        setAuthenticated(true);
    }

    SignedIn visitor() {
        return visitor;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return visitor.who().id();
    }
}
