package throughline.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An organisation made up by structural equations, whose causes of poor service are therefore known.
///
/// The causes change how the organisation works (who owns what, what people are judged by, whether a gain is kept), and
/// the facts follow: nothing in a file says which cause is on. What is hidden is in `truth.json` alone.
public final class Simulation {

    private final Settings settings;

    private Simulation(Settings settings) {
        this.settings = settings;
    }

    /// The organisation of the settings.
    public static Simulation of(Settings settings) {
        return new Simulation(settings);
    }

    /// Writes the organisation as a workspace: organisation.yaml, all tables that are kept, and `truth.json`.
    ///
    /// The same settings give the same bytes. Memory grows with units and days, not with contacts.
    ///
    /// @param folder made if it is not there; files of the same name are replaced
    /// @throws UncheckedIOException if a file cannot be written
    public Truth write(Path folder) {
        try {
            Files.createDirectories(folder);
            World world = World.of(settings);
            new OrganisationFile(world).write(folder);
            Truth truth;
            try (var tables = new Tables(folder, settings, world.calendar())) {
                new Readings(world, tables).write();
                world.schooling().write(tables);
                new Chronicle(world, tables).write();
                new StaffVoice(world, tables).write();
                var voice = new Voice(world, tables);
                new Contacts(world, tables, voice).write();
                var managers = new Managers(world, tables, voice);
                managers.write();
                truth = Truth.of(world, tables, voice, managers);
            }
            Files.writeString(folder.resolve("truth.json"), truth.json());
            return truth;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
