package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import throughline.lake.fact.FactKind;

/// The files of a workspace folder: which hold which facts, in order of name.
///
/// @param organisation the organisation.yaml, where there is one
/// @param tables the files of each kind
/// @param warnings files that belong to nothing, named
record WorkspaceFiles(Optional<Path> organisation, Map<FactKind, List<TableFile>> tables, List<String> warnings) {

    /// Files that may lie beside the facts and are passed over in silence.
    private static final Set<String> BESIDE =
            Set.of("mapping.yaml", "rejects.csv", "truth.json", "readme", "readme.md", "readme.txt", "provenance.md");

    private static final List<FactKind> KINDS =
            Arrays.stream(FactKind.values()).filter(k -> !k.derived()).toList();

    /// Looks through the folder.
    ///
    /// @throws UnreadableWorkspaceException if it is no folder that can be read
    static WorkspaceFiles of(Path folder) {
        if (!Files.exists(folder)) {
            throw new UnreadableWorkspaceException(say("There is no folder %s.", folder));
        }
        if (!Files.isDirectory(folder)) {
            throw new UnreadableWorkspaceException(say("%s is a file; name the folder that holds it.", folder));
        }
        var scan = new Scan(folder);
        for (Path path : list(folder)) {
            scan.take(path);
        }
        Path organisation = folder.resolve(OrganisationReader.FILE);
        scan.tables.replaceAll((kind, files) -> named(files));
        return new WorkspaceFiles(
                Files.exists(organisation) ? Optional.of(organisation) : Optional.empty(), scan.tables, scan.warnings);
    }

    /// Kept files under the names their user gave them; of several of one name the last has it, the others are told
    /// from it by their place.
    private static List<TableFile> named(List<TableFile> files) {
        Set<String> taken = new HashSet<>();
        var named = new ArrayList<TableFile>();
        for (int i = files.size() - 1; i >= 0; i--) {
            TableFile file = files.get(i);
            String kept = file.path().getFileName().toString();
            String own = KeptName.ownName(kept).orElse(file.name());
            boolean superseded = !taken.add(own);
            named.addFirst(new TableFile(
                    file.path(), superseded ? say("earlier file %s/%s", i + 1, own) : own, file.mapping(), superseded));
        }
        return named;
    }

    /// The files that a mapping names; all others are passed over.
    ///
    /// @throws UnreadableWorkspaceException if the folder or a file that the mapping names is not there
    static WorkspaceFiles of(Path folder, Mapping mapping) {
        Path root = folder.toAbsolutePath().normalize();
        WorkspaceFiles plain = of(folder);
        Map<FactKind, List<TableFile>> tables = new EnumMap<>(FactKind.class);
        for (Mapping.Table table : mapping.tables()) {
            List<Path> files = matching(root, table.file());
            if (files.isEmpty()) {
                throw new UnreadableWorkspaceException(say(
                        "The mapping reads %s from %s, which is not in %s.",
                        table.kind().table(), table.file(), folder));
            }
            for (Path file : files) {
                tables.computeIfAbsent(table.kind(), k -> new ArrayList<>())
                        .add(new TableFile(file, name(root, file), Optional.of(table), false));
            }
        }
        return new WorkspaceFiles(plain.organisation(), tables, List.of());
    }

    /// The files of the folder, or of a folder in it, whose name is as said; `*` stands for anything.
    private static List<Path> matching(Path root, String name) {
        Path exact = root.resolve(name).normalize();
        if (exact.startsWith(root) && Files.isRegularFile(exact)) {
            return List.of(exact);
        }
        String form = "\\Q" + name.replace("*", "\\E.*\\Q") + "\\E";
        return list(root).stream()
                .filter(p ->
                        Files.isRegularFile(p) && p.getFileName().toString().matches(form))
                .toList();
    }

    /// Path of a file inside the workspace, with `/` between its parts.
    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted((a, b) ->
                            a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UnreadableWorkspaceException(say("The folder %s cannot be read: %s.", folder, reason(e)));
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException
                ? say("permission is missing")
                : String.valueOf(e.getMessage());
    }

    /// One look through a folder.
    private static final class Scan {

        private final Path folder;
        private final Map<FactKind, List<TableFile>> tables = new EnumMap<>(FactKind.class);
        private final List<String> warnings = new ArrayList<>();

        Scan(Path folder) {
            this.folder = folder;
        }

        void take(Path path) {
            String file = path.getFileName().toString();
            String lower = file.toLowerCase(Locale.ROOT);
            if (file.equals(OrganisationReader.FILE)) {
                return;
            }
            if (Files.isDirectory(path)) {
                takeFolder(path, lower);
                return;
            }
            if (!Files.isRegularFile(path)) {
                warnings.add(say("%s is no file that can be read and is left out.", file));
                return;
            }
            Optional<String> base = base(lower);
            Optional<FactKind> kind = base.flatMap(Scan::kind);
            if (kind.isPresent()) {
                add(kind.get(), path);
            } else if (!BESIDE.contains(lower)) {
                warnings.add(
                        say("%s is not a file of the exchange format and is left out.%s", file, hint(lower, base)));
            }
        }

        private void takeFolder(Path path, String lower) {
            Optional<FactKind> kind = FactKind.find(lower).filter(k -> !k.derived());
            if (kind.isEmpty()) {
                warnings.add(say(
                        base(lower).isPresent()
                                ? "%s is a folder, not a file, and is left out."
                                : "%s is a folder and is left out.",
                        path.getFileName()));
                return;
            }
            for (Path inside : list(path)) {
                String name = inside.getFileName().toString().toLowerCase(Locale.ROOT);
                if (Files.isRegularFile(inside) && base(name).isPresent()) {
                    add(kind.get(), inside);
                } else {
                    warnings.add(say("%s is not a table file and is left out.", name(folder, inside)));
                }
            }
        }

        private void add(FactKind kind, Path path) {
            tables.computeIfAbsent(kind, k -> new ArrayList<>()).add(new TableFile(path, name(folder, path)));
        }

        /// The name without the ending of a table file.
        private static Optional<String> base(String lower) {
            return TableFile.ENDINGS.stream()
                    .filter(lower::endsWith)
                    .findFirst()
                    .map(ending -> lower.substring(0, lower.length() - ending.length()));
        }

        /// The kind whose table the name begins with, alone or before `-`, `_`, `.` or a blank.
        private static Optional<FactKind> kind(String base) {
            return KINDS.stream()
                    .filter(k -> base.equals(k.table())
                            || (base.startsWith(k.table())
                                    && "-_. ".indexOf(base.charAt(k.table().length())) >= 0))
                    .findFirst();
        }

        private static String hint(String lower, Optional<String> base) {
            if (lower.matches("organi[sz]ation\\.ya?ml")) {
                return say(" Did you mean organisation.yaml?");
            }
            if (base.isPresent()) {
                return NearestName.hint(
                        base.get(), KINDS.stream().map(FactKind::table).toList());
            }
            String stem = lower.replaceFirst("\\..*", "");
            boolean table = KINDS.stream().anyMatch(k -> k.table().equals(stem));
            return table ? say(" Tables end in %s.", String.join(", ", TableFile.ENDINGS)) : "";
        }
    }
}
