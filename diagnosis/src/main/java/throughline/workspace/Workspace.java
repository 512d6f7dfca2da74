package throughline.workspace;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Period;
import throughline.lake.cube.CubeEngine;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Register;
import throughline.organisation.Registry;

/// A workspace that has been read: the organisation, its registers, and an engine over its facts. Closing it deletes
/// the
/// temporary lake.
///
/// @param files the files each table was read from, in order of name
/// @param rows number of good rows of each table after the last row of an id has won
/// @param duplicates number of rows that a later row of the same id replaced
/// @param rejected number of rows that could not be read, over all files
/// @param rejects the files that could not be read, then the first 10,000 of those rows
/// @param rejectsByFile number of rejected rows by file
/// @param warnings plain sentences: unknown files, columns kept as attributes, ids the organisation does not know
/// @param unknownIds ids in the facts that organisation.yaml lacks, by field (`unit`, `touchpoint`, `person`), at most
/// 1,000 each
/// @param from first day with a fact
/// @param to last day with a fact
/// @param snapshot SHA-256 over the contents of all files read, in hexadecimal
public record Workspace(
        Organisation organisation,
        Register register,
        Measures measures,
        CubeEngine engine,
        Map<FactKind, List<String>> files,
        Map<FactKind, Long> rows,
        long duplicates,
        long rejected,
        List<Reject> rejects,
        Map<String, Long> rejectsByFile,
        List<String> warnings,
        Map<String, List<String>> unknownIds,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        String snapshot)
        implements AutoCloseable {

    /// The dossier of the whole organisation over all its days.
    public Dossier dossier() {
        LocalDate last = to.orElse(LocalDate.EPOCH);
        return new Dossier(
                new Registry(organisation),
                register,
                measures,
                engine,
                files,
                new Period(from.orElse(last), last),
                Set.of());
    }

    /// The files that could not be read, or not to their end.
    public List<Reject> unreadFiles() {
        return rejects.stream().filter(Reject::wholeFile).toList();
    }

    @Override
    public void close() {
        engine.close();
    }
}
