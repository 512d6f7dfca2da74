package throughline.server.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/// The answer to a form that went well: look at another page of ours.
final class SeeOther {

    private SeeOther() {}

    /// @param path on this server, whatever its name is
    static RedirectView at(String path) {
        var redirect = new RedirectView(path);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExposeModelAttributes(false);
        return redirect;
    }
}
