package throughline.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;

/// A railway of eight stations with four people each. Station 3 keeps its targets and resolves less; station 9 has
/// fewer contacts than may be shown. Kim and Jo of station 1 are led by Lea, she by Max.
final class EightStations {

    static final LocalDate LAST = LocalDate.of(2026, 10, 31);

    private EightStations() {}

    static void write(Path folder) throws IOException {
        var record = new StringBuilder("""
                throughline: 1
                name: Northgate Rail
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: west, name: West region, layer: management, parent: board}
                """);
        for (int s = 1; s <= 9; s++) {
            record.append("  - {id: w-0%1$s, name: Station %1$s, layer: frontline, parent: west}\n".formatted(s));
        }
        record.append("""
                people:
                  - {id: p-max, name: Max Moor, unit: west, role: region manager, layer: management, manager: p-ada}
                  - {id: p-ada, name: Ada North, unit: board, layer: board}
                  - {id: p-lea, name: Lea Lund, unit: w-01, role: station manager, layer: frontline, manager: p-max}
                  - {id: p-kim, name: Kim Keane, unit: w-01, role: agent, layer: frontline, manager: p-lea}
                  - {id: p-jo, name: Jo Jansen, unit: w-01, role: agent, layer: frontline, manager: p-lea}
                  - {id: p-gil, name: Gil Gone, unit: w-01, role: agent, layer: frontline, manager: p-lea, left_on: 2026-09-01}
                  - {id: p-new, name: Nia New, unit: w-01, role: agent, layer: frontline, manager: p-lea}
                  - {id: p-lou, name: Lou Lane, unit: w-02, role: agent, layer: frontline, manager: p-max}
                measures:
                  - {id: handle_s, name: Handling time, kind: delivery, unit: s, better: lower}
                scorecards:
                """);
        for (int s = 1; s <= 9; s++) {
            record.append("  - {unit: w-0%s, role: agent, measure: handle_s, weight: 0.8, target: 300}\n".formatted(s));
            record.append("  - {unit: w-0%s, role: agent, measure: resolved, weight: 0.2}\n".formatted(s));
        }
        Files.writeString(folder.resolve("organisation.yaml"), record);
        Files.writeString(folder.resolve("interactions.csv"), contacts());
    }

    private static String contacts() {
        var random = new SplittableRandom(5);
        var rows =
                new StringBuilder("interaction_id,started_at,unit,agent,touchpoint,channel,intent,resolved,handle_s\n");
        for (int s = 1; s <= 9; s++) {
            int many = s == 9 ? 40 : 480;
            for (int i = 0; i < many; i++) {
                String agent = s == 1
                        ? new String[] {"p-kim", "p-jo", "p-gil", "a-1-3"}[i % 4]
                        : s == 2 && i % 4 == 0 ? "p-lou" : "a-%s-%s".formatted(s, i % 4);
                rows.append("i%s-%s,%sT10:00:00Z,w-0%s,%s,phone,phone,%s,%s,%s\n"
                        .formatted(
                                s,
                                i,
                                LAST.minusDays(random.nextInt(180)),
                                s,
                                agent,
                                i % 3 == 0 ? "refund" : "information",
                                random.nextDouble() < (s == 3 ? 0.42 : 0.78),
                                240 + random.nextInt(50)));
            }
        }
        return rows.append("n1,%sT10:00:00Z,w-01,p-new,phone,phone,refund,true,250\n".formatted(LAST))
                .toString();
    }
}
