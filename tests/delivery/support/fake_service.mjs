// A service of ECS while it is moved from one revision to another.
export class FakeService {
  #next;

  constructor(serviceName, taskDefinition) {
    this.serviceName = serviceName;
    this.status = 'ACTIVE';
    this.networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } };
    this.#settle(taskDefinition);
  }

  /** `ending`: starts, fails, rolled back silently, or anything else for a service that never settles. */
  update(taskDefinition, ending) {
    this.#next = { taskDefinition, before: this.taskDefinition, polls: 0, ending };
    this.deployments = [
      { id: 'new', status: 'PRIMARY', taskDefinition, rolloutState: 'IN_PROGRESS' },
      { id: 'old', status: 'ACTIVE', taskDefinition: this.taskDefinition, rolloutState: 'COMPLETED' },
    ];
    return this;
  }

  /** As it is when somebody looks; a moved service settles at the third look. */
  look() {
    if (this.#next && (this.#next.polls += 1) >= 3) this.#end(this.#next);
    return this;
  }

  #end({ taskDefinition, before, ending }) {
    const failed = { id: 'new', status: 'ACTIVE', taskDefinition, rolloutState: 'FAILED' };
    if (ending === 'starts') this.#settle(taskDefinition);
    if (ending === 'rolled back silently') this.#settle(before);
    if (ending === 'fails') {
      this.#settle(before, [{ ...failed, rolloutStateReason: 'tasks failed to start' }]);
    }
  }

  #settle(taskDefinition, others = []) {
    this.taskDefinition = taskDefinition;
    this.deployments = [
      { id: 'primary', status: 'PRIMARY', taskDefinition, rolloutState: 'COMPLETED' },
      ...others,
    ];
  }
}
