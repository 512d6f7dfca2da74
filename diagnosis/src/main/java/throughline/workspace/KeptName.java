package throughline.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a file that is kept: `<table>-<number>-<hash>.<its own name>`.
///
/// @param number grows with each file, over all tables
/// @param hash first 6 bytes of the SHA-256 of what is in it
/// @param own what its user called it, of a long name the end
record KeptName(String table, long number, String hash, String own) {

    private static final Pattern FORM = Pattern.compile("([a-z]+)-(\\d{6,})-([0-9a-f]{12})\\.(.*)");

    /// Longest own name of a file that is kept whole; of a longer one the end.
    private static final int LONGEST_OWN = 120;

    /// What a file's name says; empty where it is not the name of a kept one.
    static Optional<KeptName> parse(String name) {
        Matcher parts = FORM.matcher(name);
        return parts.matches()
                ? Optional.of(
                        new KeptName(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    /// The name that a file is to have.
    ///
    /// @param path the file as its user calls it
    static KeptName of(String table, long number, String hash, String path) {
        return new KeptName(table, number, hash, own(path));
    }

    /// The end of a path, as a name.
    static String own(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(Math.max(0, name.length() - LONGEST_OWN));
    }

    /// The name that the user gave a kept file; empty for any other file.
    static Optional<String> ownName(String kept) {
        return parse(kept).map(KeptName::own).filter(own -> own.indexOf('.') > 0);
    }

    /// Tells the contents of a table's files apart.
    String contents() {
        return table + "-" + hash;
    }

    static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s-%06d-%s.%s", table, number, hash, own);
    }
}
