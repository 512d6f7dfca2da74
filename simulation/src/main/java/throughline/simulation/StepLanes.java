package throughline.simulation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import throughline.simulation.Yaml.Entry;

/// What a chain of shops wrote down of the steps of its returns: what customers see and do, and who works for it. The
/// other trades have written down nothing, as most have not.
final class StepLanes {

    private static final List<String> LANES = List.of("name", "see", "do", "front", "back", "support");

    /// In the order of the lanes; what is empty was forgotten.
    private static final Map<String, List<String>> WRITTEN = Map.of(
            "web",
            List.of("Ask online", "Return form", "Types the order number", "Web shop", "Order is looked up", "Hosting"),
            "app",
            List.of("Ask in the app", "My orders", "Taps return", "App", "Order is looked up", "App maker"),
            "phone",
            List.of("Call us", "Phone menu", "Says the order number", "Adviser", "Order system", "Telephony"),
            "email",
            List.of("Write to us", "An automatic reply", "Writes what is wrong", "Adviser", "", "Mail system"),
            "chat",
            List.of("Chat with us", "Chat window", "Asks what to do", "Adviser", "Order system", "Chat software"),
            "store",
            List.of("Bring it back", "Counter and receipt", "Hands it over", "Store team", "Stock is booked", "Stores"),
            "till",
            List.of("Ask at the till", "Till and receipt", "Shows the receipt", "Till team", "Receipt check", "Stores"),
            "delivery",
            List.of("Parcel fetched", "Driver and label", "Waits at home", "Driver", "Route plan", ""),
            "returns",
            List.of(
                    "Money back",
                    "A note that it is paid",
                    "Checks the account",
                    "Returns desk",
                    "Parcel check",
                    "Finance"));

    private StepLanes() {}

    /// The lanes of the steps as a list in one line; empty where nothing was written down.
    static String of(Business business, List<String> steps) {
        return business != Business.CHAIN
                ? ""
                : steps.stream()
                        .filter(WRITTEN::containsKey)
                        .map(StepLanes::entry)
                        .map(Entry::inline)
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    private static Entry entry(String step) {
        Entry entry = Yaml.entry().text("step", step);
        List<String> written = WRITTEN.getOrDefault(step, List.of());
        for (int i = 0; i < written.size(); i++) {
            entry.text(LANES.get(i), written.get(i));
        }
        return entry;
    }
}
