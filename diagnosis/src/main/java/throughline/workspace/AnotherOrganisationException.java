package throughline.workspace;

/// Files of another organisation than the one whose facts are kept; nothing was brought in.
public final class AnotherOrganisationException extends UnreadableWorkspaceException {

    private static final long serialVersionUID = 1L;

    private final String here;
    private final String comes;

    AnotherOrganisationException(String here, String comes, String message) {
        super(message);
        this.here = here;
        this.comes = comes;
    }

    /// Name of the organisation whose facts are kept.
    public String here() {
        return here;
    }

    /// Name of the other one.
    public String comes() {
        return comes;
    }
}
