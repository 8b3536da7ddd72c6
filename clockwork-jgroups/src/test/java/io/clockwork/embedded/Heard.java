package io.clockwork.embedded;

import io.clockwork.job.Event;
import io.clockwork.job.Event.RunEvent;
import io.clockwork.job.EventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what one listener was told, in order. */
final class Heard implements EventListener {
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  public void onEvent(Event event) {
    events.add(event);
  }

  List<Event> all() {
    return List.copyOf(events);
  }

  <E extends Event> List<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns the events of one kind about runs of one job. */
  <E extends RunEvent> List<E> of(Class<E> kind, String job) {
    return of(kind).stream().filter(event -> event.run().job().equals(job)).toList();
  }

  /** Returns the names of the kinds of all events about runs of one job. */
  List<String> kinds(String job) {
    return of(RunEvent.class, job).stream().map(event -> event.getClass().getSimpleName()).toList();
  }
}
