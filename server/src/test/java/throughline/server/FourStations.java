package throughline.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;

/// A railway of four stations: a step has stuck in the north, one has slipped in the east, one is on its way in the
/// south, and the west has none.
final class FourStations {

    private FourStations() {}

    /// Sixty-five weeks of answers. The east gained from day 300 to day 150 before today, the north gains since day
    /// 100.
    static void write(Path folder, LocalDate today) throws IOException {
        Files.writeString(folder.resolve("organisation.yaml"), """
                throughline: 1
                name: Northgate Rail
                timezone: UTC
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: north, name: North station, layer: frontline, parent: board}
                  - {id: east, name: East station, layer: frontline, parent: board}
                  - {id: south, name: South station, layer: frontline, parent: board}
                  - {id: west, name: West station, layer: frontline, parent: board}
                people:
                  - {id: p1, name: Ada North, unit: north, layer: management}
                  - {id: p2, name: Bea Board, unit: board, layer: board}
                  - {id: p3, name: Cyd South, unit: south, layer: management}
                """);
        Files.writeString(
                folder.resolve("steps.csv"),
                "step_id,name,started_on,unit,aimed_at,cause,targets_layer,owner_after,sponsor\n"
                        + "all,One voice,%s,,,,frontline,,\n".formatted(today.minusDays(430))
                        + "top,Leaders stand at the desk,%s,board,,,board,p2,\n".formatted(today.minusDays(420))
                        + "n1,Someone greets you,%s,north,csat,,frontline,p1,p3\n".formatted(today.minusDays(100))
                        + "e1,Show the true time,%s,east,csat,,frontline,,\n".formatted(today.minusDays(300))
                        + "s1,A chair and a name,%s,south,csat,,frontline,,\n".formatted(today.minusDays(20)));
        var random = new SplittableRandom(5);
        var answers = new StringBuilder("response_id,answered_at,unit,csat,friendly\n");
        int id = 0;
        for (int ago = 455; ago >= 1; ago--) {
            for (String unit : new String[] {"north", "east", "south", "west"}) {
                double level = 5
                        + (unit.equals("north") && ago <= 100 ? 1.2 : 0)
                        + (unit.equals("east") && ago <= 300 && ago > 150 ? 1.2 : 0)
                        - (unit.equals("west") ? 2 : 0);
                for (int n = 0; n < 2; n++) {
                    answers.append("r%s,%s,%s,%s,%s%n"
                            .formatted(
                                    id++,
                                    today.minusDays(ago),
                                    unit,
                                    Math.round((level + 0.8 * random.nextGaussian()) * 10) / 10.0,
                                    (unit.equals("west") ? 1 : 3) + id % 3));
                }
            }
        }
        Files.writeString(folder.resolve("responses.csv"), answers);
    }
}
