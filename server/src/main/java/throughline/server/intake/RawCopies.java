package throughline.server.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import throughline.server.intake.store.BatchTable;
import throughline.server.intake.store.BatchTable.Body;
import throughline.server.intake.store.MessageRejectTable;
import throughline.server.platform.DataFolder;
import throughline.workspace.WorkspaceStore;

/// What came in, as it came: bodies of settled deliveries, rejected rows, and files that are being uploaded. It is
/// there for looking things up only, so whatever an erasure touches is deleted as a whole.
record RawCopies(DataFolder folder, BatchTable batches, MessageRejectTable messages) {

    private static final int AT_ONCE = 200;

    /// Endings of what can be searched for a text.
    private static final Set<String> TEXTS =
            Set.of("csv", "tsv", "txt", "json", "ndjson", "jsonl", "yaml", "yml", "cloudevents");

    /// What cannot be searched begins so.
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

    /// How much was deleted.
    record Deleted(long uploads, long rejects) {
        static final Deleted NONE = new Deleted(0, 0);
    }

    /// Deliveries in which a customer's id stands, or which cannot be searched for it. Reading them takes minutes where
    /// gigabytes are kept, so it is done while others add facts.
    ///
    /// @param found their numbers
    /// @param upTo number of the last delivery that was looked at
    record Found(Set<Long> found, long upTo) {
        /// Nothing was looked at.
        static final Found NOTHING = new Found(Set.of(), 0);
    }

    /// Looks through what was settled some time ago, of which there will be no more.
    Found lookFor(String id) throws IOException {
        long settled = batches.settled();
        return new Found(found(id, Set.of(), 0, settled), settled);
    }

    /// Deletes what a customer's id stands in, and what cannot be searched for it.
    ///
    /// @param before what [#lookFor] has found; what came since is looked at now
    /// @param surely batches in which it stands in any case
    /// @param contacts ids of the customer's contacts, which may stand in rejected rows instead
    Deleted mentioning(String id, Found before, Set<Long> surely, Set<String> contacts) throws IOException {
        var all = new HashSet<>(surely);
        all.addAll(before.found());
        all.addAll(found(id, surely, before.upTo(), Long.MAX_VALUE));
        long uploads = delete(all);
        var mentions = new Mentions(id);
        for (Path file : uploading()) {
            if (mentions(file, mentions)) {
                deleteUpload(file);
                uploads++;
            }
        }
        long rejects = batches.blankRejects(id) + messages.blank(id);
        for (String contact : contacts) {
            rejects += batches.blankRejects(contact) + messages.blank(contact);
        }
        return new Deleted(uploads, rejects);
    }

    private Set<Long> found(String id, Set<Long> known, long after, long upTo) throws IOException {
        var mentions = new Mentions(id);
        var found = new HashSet<Long>();
        List<Body> some = batches.bodies(after, upTo, AT_ONCE);
        while (!some.isEmpty()) {
            for (Body body : some) {
                if (!known.contains(body.sequence()) && mentions(body, mentions)) {
                    found.add(body.sequence());
                }
            }
            some = batches.bodies(some.getLast().sequence(), upTo, AT_ONCE);
        }
        return found;
    }

    /// Deletes all of it, whatever stands in it.
    Deleted all() throws IOException {
        long uploads = 0;
        List<Body> some = batches.bodies(0, Long.MAX_VALUE, AT_ONCE);
        while (!some.isEmpty()) {
            uploads += delete(some.stream().map(Body::sequence).toList());
            some = batches.bodies(0, Long.MAX_VALUE, AT_ONCE);
        }
        return new Deleted(uploads, batches.blankRejects() + messages.blank());
    }

    private long delete(Collection<Long> sequences) throws IOException {
        List<String> forgotten = batches.forgetBodies(sequences);
        for (String path : forgotten) {
            if (!path.isEmpty()) {
                Files.deleteIfExists(folder.spool().resolve(path));
            }
        }
        return forgotten.size();
    }

    /// With what is noted of it.
    private void deleteUpload(Path file) throws IOException {
        Path own = file.resolveSibling("");
        if (own.getParent() != null && own.getParent().equals(folder.uploads())) {
            WorkspaceStore.delete(own);
        } else {
            Files.deleteIfExists(file);
        }
    }

    private boolean mentions(Body body, Mentions mentions) throws IOException {
        if (!TEXTS.contains(ending(body.name()))) {
            return body.kind().customer().isPresent();
        }
        String path = body.path();
        if (path == null) {
            Optional<byte[]> small = batches.body(body.sequence());
            return small.isPresent() && in(new ByteArrayInputStream(small.get()), mentions);
        }
        return mentions(folder.spool().resolve(path), mentions);
    }

    /// What is deleted meanwhile, as by retention, mentions nobody any more.
    private static boolean mentions(Path file, Mentions mentions) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            return in(raw, mentions);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /// Compressed or not: what a body is called does not always say.
    private static boolean in(InputStream raw, Mentions mentions) throws IOException {
        raw.mark(4);
        byte[] first = raw.readNBytes(4);
        raw.reset();
        if (Arrays.equals(first, PARQUET)) {
            return true;
        }
        boolean gzip = first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b;
        try {
            return mentions.in(gzip ? new GZIPInputStream(raw) : raw);
        } catch (ZipException | java.io.EOFException broken) {
            return true;
        }
    }

    private static String ending(String name) {
        String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    /// Uploads come and go meanwhile: a folder that went while they were listed has the list begin anew.
    private List<Path> uploading() throws IOException {
        while (Files.isDirectory(folder.uploads())) {
            try (Stream<Path> all = Files.walk(folder.uploads())) {
                return all.filter(Files::isRegularFile).toList();
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e.getCause();
                }
            }
        }
        return List.of();
    }
}
