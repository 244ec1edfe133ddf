// The loads that the scaling must carry. They are made up, and stated here so that they can be disagreed
// with.

const steady = (rate) => () => rate;
// From a fifth at night to the whole at three in the afternoon, and a lunch that is not for everybody.
const day = (most) => (second) => {
  const hour = second / 3600;
  return most * (0.2 + 0.8 * Math.max(0, Math.sin(((hour - 6) / 18) * Math.PI)) ** 2);
};
const with_burst = (rate, at, jobs, over) => (second) =>
  rate(second) + (second >= at && second < at + over ? jobs / over : 0);

/** {name: {says, seconds, load: {quick, long}}}; times are the durations of one job. */
export function stated_loads({ quick_job_seconds: quick, long_job_seconds: long }) {
  const load = (quick_rate, long_rate) => ({
    quick: { takes: quick, arrivals: quick_rate },
    long: { takes: long, arrivals: long_rate },
  });
  return {
    quiet: {
      says: '1 quick job a second and 6 long ones a minute',
      seconds: 4 * 3600,
      load: load(steady(1), steady(0.1)),
    },
    burst: {
      says: "the same, and 5,000 quick jobs within 10 s: everybody's schedule at nine",
      seconds: 4 * 3600,
      load: load(with_burst(steady(1), 3600, 5000, 10), steady(0.1)),
    },
    'burst of long tasks': {
      says: 'the same, and 450 long jobs within a minute: reports of a whole company',
      seconds: 4 * 3600,
      load: load(steady(1), with_burst(steady(0.1), 3600, 450, 60)),
    },
    step: {
      says: 'from one second to the next 120 quick jobs a second, for an hour',
      seconds: 4 * 3600,
      load: load(with_burst(steady(1), 3600, 119 * 3600, 3600), steady(0.1)),
    },
    day: {
      says: 'a working day with 40 quick jobs a second and 1 long one at its height',
      seconds: 24 * 3600,
      load: load(day(40), day(1)),
    },
    'ten-fold day': {
      says: 'the same day ten times: 400 and 10 a second',
      seconds: 24 * 3600,
      load: load(day(400), day(10)),
    },
  };
}
