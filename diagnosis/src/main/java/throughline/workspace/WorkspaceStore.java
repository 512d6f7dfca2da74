package throughline.workspace;

import static java.nio.file.StandardOpenOption.READ;
import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;

/// The workspace that a server keeps: files of many imports side by side, in the order they came.
///
/// A file is kept as `<table>-<number>-<hash>.<its own name>`; the reader takes files of a table in order of
/// name, so the last import of an id wins, and a file whose contents its table already has is not kept twice.
/// A server
/// [takes over][#handOver] what waits, and keeps it elsewhere. A file that
/// comes again under its name, with other contents, keeps its facts; what could not be read of it then no
/// longer counts.
/// organisation.yaml is replaced. Files that the reader passes over, such as a truth.json, are not kept.
///
/// @param folder where the files are
public record WorkspaceStore(Path folder) {

    /// Hidden: names of files that were handed over, one a line.
    private static final String TAKEN = ".taken";

    /// Hidden: what [#mark] says.
    private static final String MARK = ".replaced";

    /// Copies workspaces and single files into one folder, to be read and checked before they are added.
    ///
    /// @param kind table of a single file whose name does not say it, or null
    /// @throws UnreadableWorkspaceException if two files have one name, or the kind is not one
    /// @throws IOException if a file cannot be read
    public static void stage(List<Path> sources, @Nullable String kind, Path scratch) throws IOException {
        if (kind != null && FactKind.find(kind).filter(k -> !k.derived()).isEmpty()) {
            throw new UnreadableWorkspaceException(say(
                    "There is no table %s. The tables are: %s.",
                    kind,
                    String.join(
                            ", ",
                            Stream.of(FactKind.values())
                                    .filter(k -> !k.derived())
                                    .map(FactKind::table)
                                    .toList())));
        }
        for (Path source : sources) {
            if (Files.isDirectory(source)) {
                for (Path file : files(source)) {
                    copy(file, scratch.resolve(source.relativize(file).toString()));
                }
            } else {
                String name = source.getFileName().toString();
                copy(source, scratch.resolve(kind == null ? name : kind + extension(name)));
            }
        }
    }

    /// Refuses the files of another organisation than the one whose facts are kept, before anything is read
    /// or kept.
    ///
    /// @param staged the files
    /// @param mapping their mapping; null for the folder's own mapping.yaml
    /// @throws AnotherOrganisationException if both have a name and the names differ
    public void refuseAnother(Path staged, @Nullable Path mapping) {
        Optional<String> here = name(folder, folder.resolve(Mapping.FILE));
        if (here.isEmpty()) {
            return;
        }
        Optional<String> comes = name(staged, mapping == null ? staged.resolve(Mapping.FILE) : mapping);
        if (comes.isPresent() && !comes.get().equalsIgnoreCase(here.get())) {
            throw new AnotherOrganisationException(
                    here.get(),
                    comes.get(),
                    say(
                            "%s holds the facts of %s; these are of %s. Nothing was brought in. Name another folder with --data DIR, or give --replace to put these in their place.",
                            folder.resolveSibling(""), here.get(), comes.get()));
        }
    }

    /// Adds the files of a folder that has been read without complaint; all of them or, if it fails, none.
    ///
    /// One import at a time: a second one waits for the first. What a killed import has left is cleared
    /// away.
    ///
    /// @param staged the files; a mapping.yaml among them has no tables and is joined with the one there is
    /// @param leftOut files of it that could not be read; the pages name them
    /// @return how many were not there yet
    /// @throws UnreadableWorkspaceException if they are of another organisation
    public int add(Path staged, LeftOut leftOut) throws IOException {
        return turn().alone(incoming -> {
            refuseAnother(staged, null);
            gather(staged, leftOut, incoming, folder);
            List<Path> ready = files(incoming);
            for (Path file : ready) {
                Files.move(
                        file,
                        folder.resolve(file.getFileName()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            LeftOut.of(folder).then(leftOut).write(folder);
            sync(folder);
            return ready.size();
        });
    }

    /// A file of facts that was kept and waits to be taken over.
    ///
    /// @param name its name in the folder, which no other file of it ever has
    /// @param own the name that its user gave it
    public record Waiting(FactKind kind, Path path, String name, String own) {}

    /// Takes files over.
    public interface Taker {

        /// Writes down that the files are taken over. While it does, no import changes anything.
        ///
        /// @param waiting the files in the order they came
        /// @return where each is to lie from now on, in a folder of the same disk
        Map<Waiting, Path> take(List<Waiting> waiting) throws IOException;
    }

    /// Hands over the files of facts that wait; what is left in the folder is the record of the organisation.
    /// Files that somebody has put there by hand count like imported ones.
    ///
    /// It may be cut off at any point and is then called again: a file is handed over until it lies where its
    /// taker wants it.
    public void handOver(Taker taker) throws IOException {
        turn().alone(incoming -> {
            adopt();
            List<Waiting> waiting = waiting();
            Map<Waiting, Path> places = taker.take(waiting);
            if (places.isEmpty()) {
                return waiting.size();
            }
            // Who comes again has to be known before the file is gone.
            var taken = new TreeSet<>(taken(folder));
            places.keySet().forEach(file -> taken.add(file.name()));
            write(folder.resolve(TAKEN), String.join("\n", taken));
            for (Map.Entry<Waiting, Path> file : places.entrySet()) {
                Files.move(file.getKey().path(), file.getValue(), StandardCopyOption.ATOMIC_MOVE);
                sync(file.getValue().resolveSibling(""));
            }
            sync(folder);
            return waiting.size();
        });
    }

    /// Gives files of facts that do not have one a name of those that are kept.
    private void adopt() throws IOException {
        long number = last(folder);
        for (Map.Entry<FactKind, List<TableFile>> table :
                WorkspaceFiles.of(folder).tables().entrySet()) {
            for (TableFile file : table.getValue()) {
                if (KeptName.parse(file.path().getFileName().toString()).isEmpty()) {
                    var name = KeptName.of(table.getKey().table(), ++number, KeptName.hash(file.path()), file.name());
                    sync(file.path());
                    Files.move(file.path(), folder.resolve(name.toString()), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    /// The files of facts in the folder, in the order they came.
    private List<Waiting> waiting() {
        var waiting = new ArrayList<Waiting>();
        WorkspaceFiles.of(folder)
                .tables()
                .forEach((kind, files) -> files.forEach(file -> {
                    String name = file.path().getFileName().toString();
                    waiting.add(new Waiting(
                            kind, file.path(), name, KeptName.ownName(name).orElse(name)));
                }));
        return waiting;
    }

    /// What says that the folder is in the place of another: a word that changes with every [#replace], empty
    /// before the
    /// first.
    public String mark() throws IOException {
        Path mark = folder.resolve(MARK);
        return Files.exists(mark) ? Files.readString(mark) : "";
    }

    /// What the folder says of the organisation besides facts: the texts of organisation.yaml, mapping.yaml
    /// and of what could not be brought in, by name.
    public Map<String, String> record() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String name : List.of(OrganisationReader.FILE, Mapping.FILE, LeftOut.FILE)) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                texts.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /// Names of kept files that were handed over.
    private static Set<String> taken(Path folder) throws IOException {
        Path taken = folder.resolve(TAKEN);
        return Files.exists(taken)
                ? Files.readAllLines(taken).stream()
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static void write(Path file, String text) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(written, text);
        sync(written);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            channel.force(true);
        }
    }

    /// Puts the files in the place of all that are kept. The old ones go once the new ones are there; if it
    /// fails, the old ones stay.
    ///
    /// @param staged the files, read without complaint
    /// @param leftOut files of it that could not be read; the pages name them
    /// @return how many there are now
    public int replace(Path staged, LeftOut leftOut) throws IOException {
        return turn().alone(incoming -> {
            // Not the temporary folder itself, which only its owner may enter.
            Path fresh = Files.createDirectory(incoming.resolve("workspace"));
            gather(staged, leftOut, fresh, fresh);
            int kept = files(fresh).size();
            LeftOut.NONE.then(leftOut).write(fresh);
            write(fresh.resolve(MARK), UUID.randomUUID().toString());
            sync(fresh);
            Path old = turn().former();
            Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            delete(old);
            return kept;
        });
    }

    /// Whether another import is bringing in files at this moment.
    public boolean busy() throws IOException {
        return turn().busy();
    }

    private ImportTurn turn() {
        return new ImportTurn(folder);
    }

    /// Something that reads the kept files.
    public interface Reading {

        /// Reads them.
        void run() throws IOException;
    }

    /// Reads the kept files while no import changes them.
    public void whileStill(Reading reading) throws IOException {
        turn().alone(incoming -> {
            reading.run();
            return 0;
        });
    }

    /// Copies what is not yet beside it into a folder, under the names it is kept by.
    private static void gather(Path staged, LeftOut leftOut, Path incoming, Path beside) throws IOException {
        WorkspaceFiles read = WorkspaceFiles.of(staged);
        Path organisation = staged.resolve(OrganisationReader.FILE);
        if (read.organisation().isPresent()
                && !leftOut.unread().containsKey(OrganisationReader.FILE)
                && isNew(organisation, beside)) {
            copy(organisation, incoming.resolve(OrganisationReader.FILE));
        }
        explain(staged.resolve(Mapping.FILE), incoming.resolve(Mapping.FILE), beside.resolve(Mapping.FILE));
        Set<String> kept = kept(beside);
        long number = last(beside);
        for (Map.Entry<FactKind, List<TableFile>> table : read.tables().entrySet()) {
            for (TableFile file : table.getValue()) {
                var name = KeptName.of(table.getKey().table(), number + 1, KeptName.hash(file.path()), file.name());
                if (!leftOut.unread().containsKey(file.name()) && kept.add(name.contents())) {
                    copy(file.path(), incoming.resolve(name.toString()));
                    number++;
                }
            }
        }
    }

    /// The highest number that a file has or had; 0 where there is none.
    private static long last(Path folder) throws IOException {
        return names(folder).mapToLong(KeptName::number).max().orElse(0);
    }

    /// Joins a mapping without tables with the one that is there.
    private static void explain(Path added, Path to, Path present) throws IOException {
        if (!Files.exists(added)) {
            return;
        }
        Mapping more = Mapping.read(added);
        if (Files.exists(present)) {
            Mapping there = Mapping.read(present);
            Mapping both = there.plus(more);
            if (!both.equals(there)) {
                both.write(to);
            }
        } else {
            more.write(to);
        }
    }

    /// The name that a folder's files give the organisation.
    private static Optional<String> name(Path folder, Path mapping) {
        Path organisation = folder.resolve(OrganisationReader.FILE);
        String written = Files.exists(organisation)
                ? OrganisationReader.read(organisation, "").organisation().name()
                : "";
        return written.isBlank() && Files.exists(mapping)
                ? Optional.ofNullable(Mapping.read(mapping).name()).map(String::strip)
                : Optional.of(written.strip()).filter(n -> !n.isEmpty());
    }

    private static boolean isNew(Path organisation, Path beside) throws IOException {
        Path present = beside.resolve(OrganisationReader.FILE);
        return !Files.exists(present) || !KeptName.hash(organisation).equals(KeptName.hash(present));
    }

    /// Table and hash of each file that is kept or was handed over.
    private static Set<String> kept(Path folder) throws IOException {
        return names(folder).map(KeptName::contents).collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<KeptName> names(Path folder) throws IOException {
        return Stream.concat(
                        files(folder).stream().map(file -> file.getFileName().toString()), taken(folder).stream())
                .flatMap(name -> KeptName.parse(name).stream());
    }

    /// Deletes a folder and all in it.
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static String extension(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int gz = file.endsWith(".gz") ? file.length() - 3 : file.length();
        int dot = file.lastIndexOf('.', gz - 1);
        return dot < 0 ? "" : file.substring(dot);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        try {
            Files.copy(from, to);
            sync(to);
        } catch (FileAlreadyExistsException e) {
            throw new UnreadableWorkspaceException(
                    say("Two files would be called %s. Import them one after the other.", to.getFileName()));
        }
    }
}
