package throughline.server.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Visitor;
import throughline.server.accounts.Visitor.Guest;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.accounts.Visitor.Stranger;

/// Tells who asks.
@Component
class Visitors {

    private final Accounts accounts;
    private final AccountSettings settings;
    private final HttpServletRequest request;

    /// @param request the one that is being answered
    Visitors(Accounts accounts, AccountSettings settings, HttpServletRequest request) {
        this.accounts = accounts;
        this.settings = settings;
        this.request = request;
    }

    /// Who asks for what is being answered.
    Visitor current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    /// Who an authentication is of.
    Visitor of(@Nullable Authentication authentication) {
        if (authentication instanceof SignedInAuthentication signedIn) {
            return signedIn.visitor();
        }
        boolean guest = settings.origin().isEmpty() && Origin.isThisComputer(request) && accounts.unclaimed();
        return guest ? new Guest() : new Stranger();
    }

    /// The account of who asks, by its id; empty for those who have none.
    String account() {
        return current().account().map(account -> account.id().toString()).orElse("");
    }

    /// Who asks, where only those who are signed in are let in.
    SignedIn signedIn() {
        if (current() instanceof SignedIn visitor) {
            return visitor;
        }
        throw new IllegalStateException("The gate lets only those in who are signed in");
    }
}
