package throughline.server.intake.web;

import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;
import throughline.server.accounts.Account;
import throughline.server.accounts.Accounts;

/// Who asks the API without a token.
final class Caller {

    private Caller() {}

    /// The account that is signed in.
    static Account account(Accounts accounts) {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .map(a -> a.getPrincipal() instanceof UUID id ? id : null)
                .flatMap(accounts::find)
                .orElseThrow(() -> new IllegalStateException("The gate lets only those in who are signed in"));
    }
}
