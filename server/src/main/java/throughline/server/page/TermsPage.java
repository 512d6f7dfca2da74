package throughline.server.page;

import java.util.List;

/// What the words on the pages mean.
public record TermsPage(Shell shell, List<Term> terms) {}
