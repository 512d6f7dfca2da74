package throughline.server.intake;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import throughline.lake.cube.CubeEngine;
import throughline.lake.duckdb.DuckDbCubeEngine;
import throughline.lake.duckdb.Pages;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Scan;
import throughline.server.diagnose.DemoFolder;
import throughline.server.diagnose.Sources;
import throughline.server.intake.store.ShownTable.Shown;
import throughline.server.platform.Fingerprint;
import throughline.workspace.LakeReader;
import throughline.workspace.LakeReader.Came;
import throughline.workspace.Workspace;

/// The facts in the lake and the record that was shown last, after everything that waits in the folder was
/// taken over.
///
/// @param engines what answers questions about facts, given the engine that has derived it all
record LakeSources(
        IntakeTables tables,
        LakeFacts facts,
        Pages pages,
        FolderDrain drain,
        DemoFolder demo,
        Function<DuckDbCubeEngine, CubeEngine> engines)
        implements Sources {

    private record Seen(Shown shown, Came came) {}

    @Override
    public Optional<String> version() throws IOException {
        try {
            Optional<Fingerprint> waiting = drain.waits();
            long version = tables.shown().version();
            return version == 0 && waiting.isEmpty()
                    ? Optional.empty()
                    : Optional.of(version(version)
                            + waiting.map(w -> " and " + w.files()).orElse(""));
        } catch (DataAccessException e) {
            throw new IOException(say("the database does not answer just now"), e);
        }
    }

    private static String version(long number) {
        return "version " + number;
    }

    @Override
    public Reading read(Consumer<String> progress) throws IOException {
        progress.accept(say("Taking over what was brought in"));
        try {
            drain.run();
        } catch (SQLException e) {
            throw new IOException(say("The database does not answer just now."), e);
        }
        progress.accept(say("Opening the facts"));
        Seen seen = tables.atOneMoment(() -> {
            Shown shown = tables.now();
            return new Seen(shown, tables.came().of(shown.generation(), digest(shown)));
        });
        Shown shown = seen.shown();
        IcebergLake lake = facts.in(shown.generation());
        List<Scan> scans = new ArrayList<>();
        shown.snapshots()
                .forEach((kind, snapshot) -> lake.plan(kind, snapshot)
                        .filter(plan -> !plan.files().isEmpty())
                        .ifPresent(plan -> scans.add(lake.scan(plan))));
        Workspace workspace = LakeReader.read(shown.record(), scans, lake.folder(), pages, seen.came(), engines);
        return new Reading(workspace, version(shown.version()));
    }

    /// What tells the facts and the record from any others.
    private static String digest(Shown shown) {
        String all =
                shown.generation() + "\n" + new TreeMap<>(shown.snapshots()) + "\n" + new TreeMap<>(shown.record());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public Workspace readDemo(Path folder, Consumer<String> progress) {
        return demo.read(folder, progress);
    }

    @Override
    public void writeDemo(Path folder) {
        demo.write(folder);
    }
}
