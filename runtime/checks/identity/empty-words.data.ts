/** A message of these words alone says no more than its status does. */
export const emptyWords: ReadonlySet<string> = new Set(
  `a about action again an and api app application at bad be been blank body by call can can't cannot caused client code complete completed contact could
  details developer do does during encountered error errors event exception executing fail failed failure false fatal fault find for found from gateway
  generic handle handled handling happened has have help how http https id if implemented in information internal invocation is issue it it's its later log
  logs made message moment more name no none not notified null number occur occurred occurring occurs of on one oops operation or our out perform performed performing please problem
  process processed processing reach reason report request requested response result returned route see serve server service some something soon
  sorry status such support system team temporarily thank thanks that the there thing this time timeout to trouble true try type unable unavailable
  undefined unexpected unexpectedly unhandled unknown url us uncaught was we web webserver went what when while whilst will with wrong you your`.split(
    /\s+/,
  ),
);
