package io.clockwork.launcher.output;

import static io.clockwork.launcher.output.Samples.DOUBLED;
import static io.clockwork.launcher.output.Samples.FAILED;
import static io.clockwork.launcher.output.Samples.FIRE_TIME;
import static io.clockwork.launcher.output.Samples.LOAD;
import static io.clockwork.launcher.output.Samples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.job.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

  @Test
  void node_isOneLine() {
    assertThat(Json.line(Fields.of(MEMBER, true)))
        .isEqualTo(
            "{\"name\":\"node-1\",\"role\":\"MEMBER\",\"labels\":{\"zone\":\"eu\"},"
                + "\"incarnation\":7,\"coordinator\":true}");
  }

  @Test
  void run_hasAllItsFieldsInOneLine() {
    assertThat(Json.line(Fields.of(FAILED)))
        .isEqualTo(
            "{\"run\":\"extract@2026-12-01T02:00:00Z\",\"job\":\"extract\",\"state\":\"FAILED\","
                + "\"member\":\"node-1\",\"attempt\":1,\"token\":7,\"fireTime\":\"2026-12-01T02:00:00Z\","
                + "\"claimedAt\":\"2026-12-01T02:00:00Z\","
                + "\"startedAt\":\"2026-12-01T02:00:00.005Z\","
                + "\"endedAt\":\"2026-12-01T02:00:01.305Z\",\"reason\":\"exit code 3\","
                + "\"cause\":\"schedule at 2026-12-01T02:00:00Z\","
                + "\"parameters\":{\"day\":\"monday\"},\"stackTrace\":\"a\\n\\tb\","
                + "\"output\":\"disk full\\n\\u001B[31mred\"}");
  }

  @Test
  void why_hasItsFieldsInOneOrder() {
    assertThat(Json.line(Fields.why("load", List.of("waits for extract"))))
        .isEqualTo("{\"job\":\"load\",\"why\":[\"waits for extract\"]}");
  }

  @Test
  void job_hasWhatIsNotThereAsNull() {
    assertThat(Json.line(Fields.of(LOAD)))
        .startsWith(
            "{\"name\":\"load\",\"schedule\":\"none\","
                + "\"after\":\"success(extract) and success(later)\",\"on\":\"member node-1\"")
        .contains(
            "\"nextFireTime\":null",
            "\"lastRun\":{\"run\":\"extract@2026-12-01T02:00:00Z\"",
            "\"unknownJobs\":[\"later\"]");
  }

  @Test
  void event_beginsWithItsKindAndInstant() {
    assertThat(Json.line(Fields.of(new Event.MemberLeft(FIRE_TIME, MEMBER))))
        .startsWith(
            "{\"event\":\"MemberLeft\",\"at\":\"2026-12-01T02:00:00Z\",\"name\":\"node-1\"");
    assertThat(Json.line(Fields.of(new Event.RunFailed(FAILED))))
        .startsWith(
            "{\"event\":\"RunFailed\",\"at\":\"2026-12-01T02:00:01.305Z\",\"run\":\"extract@");
  }

  @Test
  void alarm_hasItsKindAndSubject() {
    assertThat(Json.line(Fields.of(new Event.AlarmRaised(DOUBLED))))
        .isEqualTo(
            "{\"event\":\"AlarmRaised\",\"at\":\"2026-12-01T02:00:00Z\",\"kind\":\"DOUBLED_RUN\","
                + "\"subject\":\"extract@2026-12-01T02:00:00Z\",\"member\":\"node-1\","
                + "\"text\":\"started by node-1 and by node-2\"}");
  }

  @Test
  void printer_whoseReaderIsGone_saysSo() {
    // given
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Out out = new Out(new PrintStream(closed, false, StandardCharsets.UTF_8), Format.TABLE, utc());
    // when, then
    assertThatThrownBy(() -> out.line("lost")).isInstanceOf(BrokenPipeException.class);
  }

  @Test
  void printer_printsUtf8() {
    // given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Out out = new Out(new PrintStream(bytes, false, StandardCharsets.UTF_8), Format.TABLE, utc());
    // when
    out.line("\u00e9t\u00e9");
    // then
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\u00e9t\u00e9" + System.lineSeparator());
  }

  private static ZoneId utc() {
    return ZoneId.of("UTC");
  }
}
