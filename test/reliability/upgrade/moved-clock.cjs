/** The process believes that it is earlier, by PATHGATE_TEST_MS_EARLIER: a fixture's days must not pass, or what time alone changes would be recorded. */
const HostDate = Date;
const earlierMs = Number(process.env.PATHGATE_TEST_MS_EARLIER ?? 0);

globalThis.Date = class Date extends HostDate {
  constructor(...parts) {
    if (parts.length === 0) super(HostDate.now() - earlierMs);
    else super(...parts);
  }

  static now() {
    return HostDate.now() - earlierMs;
  }
};
