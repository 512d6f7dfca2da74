package throughline.server.page;

/// Something to say to who is not signed in.
public record NoticePage(Door door, String title, String text) {}
