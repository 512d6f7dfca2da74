package throughline.server.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/// Lays a page record out as HTML with the precompiled template of its kind. Safe for use by several threads.
public final class Templates {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /// The page as UTF-8.
    ///
    /// @param template name of the template, such as `diagnosis`
    /// @param page its page record
    public Utf8ByteOutput render(String template, Object page) {
        var output = new Utf8ByteOutput();
        engine.render(template + ".jte", page, output);
        return output;
    }
}
