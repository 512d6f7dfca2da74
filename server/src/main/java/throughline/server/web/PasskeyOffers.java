package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.RelyingParty;
import throughline.server.page.PasskeyOffer;

/// Tells whether passkeys can be made and used at the address somebody reads a page at. To whom they are bound comes
/// from the settings and never from a request; a browser refuses them at any other address by itself.
@Component
class PasskeyOffers {

    private final AccountSettings settings;

    PasskeyOffers(AccountSettings settings) {
        this.settings = settings;
    }

    /// To whom browsers bind passkeys.
    ///
    /// @throws NotFoundException if they bind none
    RelyingParty party(HttpServletRequest request) {
        return found(request)
                .orElseThrow(
                        () -> new NotFoundException(say("Nobody signs in with passkeys at an address like this one.")));
    }

    private Optional<RelyingParty> found(HttpServletRequest request) {
        return settings.relyingParty(request.getLocalPort());
    }

    /// What is offered on a page.
    ///
    /// @param page its address on this server
    /// @param options address of what the browser is to do
    PasskeyOffer at(HttpServletRequest request, String page, String options) {
        return found(request)
                .map(party -> request.getServerName().equalsIgnoreCase(party.id())
                        ? new PasskeyOffer(options, Optional.empty())
                        : new PasskeyOffer("", Optional.of(party.origin() + page)))
                .orElse(PasskeyOffer.NONE);
    }
}
