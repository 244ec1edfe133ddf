// What the workers' scaling policy does with a load, second by second: pure, the same load gives the same
// answer. Jobs come and are begun in their order; a task has so many slots of each queue, and begins only so
// many a second.

const sum = (cohorts) => cohorts.reduce((total, { count }) => total + count, 0);

/** Takes `wanted` jobs from the front of a list of cohorts; {taken, left: how many were not there}. */
function take(cohorts, wanted) {
  const taken = [];
  while (wanted > 0 && cohorts.length > 0) {
    const [first] = cohorts;
    const count = Math.min(first.count, wanted);
    taken.push({ ...first, count });
    wanted -= count;
    if (count === first.count) cohorts.shift();
    else first.count -= count;
  }
  return { taken, left: wanted };
}

class Queue {
  waiting = []; // {since, takes, count}
  running = []; // {ends, count}
  jobs = 0;
  oldest = 0;
  deepest = 0;
  #fraction = 0;

  constructor({ takes, arrivals }) {
    this.takes = takes;
    this.arrivals = arrivals;
  }

  arrive(now) {
    this.#fraction += this.arrivals(now);
    const count = Math.floor(this.#fraction);
    if (count === 0) return;
    this.#fraction -= count;
    this.jobs += count;
    this.waiting.push({ since: now, takes: this.takes, count });
  }

  end(now) {
    this.running = this.running.filter(({ ends }) => ends > now);
  }

  begin(now, slots, most) {
    const room = Math.max(0, Math.min(slots - sum(this.running), most));
    const { taken, left } = take(this.waiting, room);
    for (const { since, takes, count } of taken) {
      this.oldest = Math.max(this.oldest, now - since);
      this.running.push({ ends: now + takes, count });
    }
    this.deepest = Math.max(this.deepest, sum(this.waiting));
    if (this.waiting.length > 0) this.oldest = Math.max(this.oldest, now - this.waiting[0].since);
    return room - left;
  }

  /** What stopped tasks hand back is at the front again, with what is left: the journal keeps the rest. */
  handBack(now, slots) {
    let excess = sum(this.running) - slots;
    while (excess > 0) {
      const last = this.running.pop();
      const count = Math.min(last.count, excess);
      excess -= count;
      if (count < last.count) this.running.push({ ...last, count: last.count - count });
      this.waiting.unshift({ since: now, takes: last.ends - now, count });
    }
  }
}

/** A target tracking policy as AWS runs it, by a point a minute of what each task has to do. */
class Tracking {
  #points = [];
  #out = -Infinity;
  #in = -Infinity;

  constructor(policy, aws) {
    this.policy = policy;
    this.aws = aws;
  }

  /** The load in tasks: what waits (and is worked on, where that counts) by what one task may have. */
  measure(queues, running) {
    const wanted = Object.entries(this.policy.backlog).reduce((total, [name, each]) => {
      const { waiting, running: taken } = queues[name];
      return total + (sum(waiting) + (this.policy.counts_taken ? sum(taken) : 0)) / each;
    }, 0);
    this.#points.push({ wanted, ratio: wanted / Math.max(running, 1) });
  }

  decide(now, desired) {
    const { target, out_cooldown, in_cooldown, min, max } = this.policy;
    const known = this.#points.slice(0, this.#points.length - Math.ceil(this.aws.metric_delay / 60));
    const high = known.slice(-this.aws.high_points);
    const low = known.slice(-this.aws.low_points);
    const bounded = (tasks) => Math.min(max, Math.max(min, tasks));
    if (high.length === this.aws.high_points && high.every(({ ratio }) => ratio > target)) {
      const tasks = bounded(Math.ceil(high.at(-1).wanted / target));
      if (tasks <= desired || now - this.#out < out_cooldown) return desired;
      this.#out = now;
      return tasks;
    }
    const is_low = ({ ratio }) => ratio < target * this.aws.low_share;
    if (low.length === this.aws.low_points && low.every(is_low)) {
      const tasks = bounded(Math.ceil(low.at(-1).wanted / target));
      if (tasks >= desired || now - Math.max(this.#in, this.#out) < in_cooldown) return desired;
      this.#in = now;
      return tasks;
    }
    return desired;
  }
}

/** Tasks of a service: ordered ones need a while to start, stopped ones to end. */
class Tasks {
  #starting = [];
  #stopping = [];
  seconds = 0;

  constructor(count, task) {
    this.running = count;
    this.most = count;
    this.task = task;
  }

  get desired() {
    return this.running + this.#starting.length;
  }

  order(count, now) {
    while (this.desired < count) this.#starting.push(now + this.task.start_seconds);
    while (this.desired > count && this.#starting.length > 0) this.#starting.pop();
    const stopped = this.desired - count;
    if (stopped > 0) this.#stopping.push(now + this.task.stop_seconds);
    this.running -= Math.max(0, stopped);
  }

  /** Whether stopped tasks end now, and hand back what they have. */
  tick(now) {
    const before = this.#starting.length;
    this.#starting = this.#starting.filter((ready) => ready > now);
    this.running += before - this.#starting.length;
    this.most = Math.max(this.most, this.running);
    this.seconds += this.desired;
    const stopping = this.#stopping.length;
    this.#stopping = this.#stopping.filter((end) => end > now);
    return this.#stopping.length < stopping;
  }
}

/**
 * policy {min, max, target, out_cooldown, in_cooldown, backlog: by queue, counts_taken}; task {slots,
 * begins_a_second, start_seconds, stop_seconds}; aws {metric_delay, high_points, low_points, low_share};
 * load: by queue {takes: seconds, arrivals: jobs in the given second}.
 */
export function simulate({ policy, task, aws, load, seconds }) {
  const queues = Object.fromEntries(Object.entries(load).map(([name, given]) => [name, new Queue(given)]));
  const tracking = new Tracking(policy, aws);
  const tasks = new Tasks(policy.min, task);
  const minutes = [];
  for (let now = 0; now < seconds; now += 1) {
    const has_ended = tasks.tick(now);
    const slots = tasks.running * task.slots;
    let begins = Math.floor(tasks.running * task.begins_a_second);
    for (const queue of Object.values(queues)) {
      queue.arrive(now);
      queue.end(now);
      if (has_ended) queue.handBack(now, slots);
      begins -= queue.begin(now, slots, begins);
    }
    if (now % 60 !== 59) continue;
    tracking.measure(queues, tasks.running);
    tasks.order(tracking.decide(now, tasks.desired), now);
    minutes.push({ running: tasks.running, desired: tasks.desired });
  }
  const answer = ({ jobs, oldest, deepest, waiting }) => ({ jobs, oldest, deepest, left: sum(waiting) });
  return {
    most_tasks: tasks.most,
    task_hours: tasks.seconds / 3600,
    changes: minutes.filter(({ desired }, i) => i > 0 && desired !== minutes[i - 1].desired).length,
    queues: Object.fromEntries(Object.entries(queues).map(([name, queue]) => [name, answer(queue)])),
    minutes,
  };
}
