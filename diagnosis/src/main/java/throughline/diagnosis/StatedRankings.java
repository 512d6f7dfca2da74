package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.organisation.Register.Importance;

/// What managers said matters to customers: the last word of each on each measure, more is more.
///
/// @param first day on which the first of them was said; the first of the period where nobody said anything
///     earlier
/// @param byPerson weights, or ranks with their sign turned, by person and measure
public record StatedRankings(LocalDate first, Map<String, Map<String, Double>> byPerson) {

    /// The importances of the register up to the end of the period.
    public static StatedRankings of(Dossier dossier) {
        LocalDate first = dossier.period().from();
        Map<String, Map<String, Double>> stated = new TreeMap<>();
        for (Importance said : dossier.register().importances()) {
            Double weight = said.weight();
            Double rank = said.rank();
            if ((weight != null || rank != null)
                    && !said.saidAt().isAfter(dossier.period().to())) {
                // The last word counts; a rank of 1 is the most.
                first = said.saidAt().isBefore(first) ? said.saidAt() : first;
                stated.computeIfAbsent(said.person(), p -> new LinkedHashMap<>())
                        .put(said.measure(), weight != null ? weight : -(rank == null ? 0 : rank));
            }
        }
        return new StatedRankings(first, stated);
    }

    /// The mean place that managers give each of the measures when they are ranked among themselves, 1 for
    /// the most; measures that share a rank share the places. Only managers who ranked all of them count.
    ///
    /// @return by measure; empty where nobody ranked all
    public Map<String, Double> places(List<String> measures) {
        Map<String, Double> places = new LinkedHashMap<>();
        List<Map<String, Double>> complete = complete(measures);
        for (String measure : complete.isEmpty() ? List.<String>of() : measures) {
            double sum = 0;
            for (Map<String, Double> said : complete) {
                double own = said.getOrDefault(measure, 0.0);
                for (String other : measures) {
                    double theirs = said.getOrDefault(other, 0.0);
                    sum += theirs > own ? 1 : theirs == own ? 0.5 : 0;
                }
                sum += 0.5;
            }
            places.put(measure, sum / complete.size());
        }
        return places;
    }

    /// How many managers ranked all of the measures.
    public int managers(List<String> measures) {
        return complete(measures).size();
    }

    private List<Map<String, Double>> complete(List<String> measures) {
        var complete = new ArrayList<Map<String, Double>>();
        byPerson.values().forEach(said -> {
            if (said.keySet().containsAll(measures)) {
                complete.add(said);
            }
        });
        return complete;
    }
}
