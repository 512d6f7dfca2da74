package throughline.simulation;

import throughline.simulation.Blueprint.Point;

/// One contact while it is made up; reused from contact to contact.
final class Contact {

    String id = "";
    String matter = "";
    String customer = "";
    /// The case as a number, for streams of random numbers.
    long key;
    int unit;
    int agent;
    Point point = Business.CHAIN.points().getFirst();
    int intent;
    int number;
    int day;
    int second;
    int busySeconds;
    double wait;
    double handle;
    double skill;
    /// How easy the matter is and how well disposed the customer, shared by all that is felt.
    double ease;
    int repeats;
    int systems;
    int transfers;
    boolean resolved;
    boolean fault;
    boolean crossed;
    boolean cutShort;
    boolean offered;
    /// Second of the day at which the contact ended.
    int ended() {
        return second + busySeconds;
    }
}
