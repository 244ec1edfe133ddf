// What can go wrong has an alarm, every alarm tells somebody, and the topic may be published to.
import { expect_values, local, mentions, objects, where } from '../support/look.mjs';

// What each group of alarms must look at.
const wanted_metrics = {
  queue_alarms: ['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible', 'queue.dead_letter'],
  target_alarms: ['UnHealthyHostCount', 'HTTPCode_Target_5XX_Count', 'TargetResponseTime'],
  service_alarms: ['RunningTaskCount', 'MemoryUtilization'],
  database_alarms: ['CPUUtilization', 'FreeStorageSpace', 'DatabaseConnections', 'FreeableMemory'],
  nat_alarms: ['ErrorPortAllocation'],
  edge_alarms: ['HTTPCode_ELB_5XX_Count'],
};

export function check_watch(tree, problems) {
  const module = tree.modules.get('modules/observability');
  for (const [group, metrics] of Object.entries(wanted_metrics)) {
    for (const metric of metrics) {
      if (!mentions(local(module, group), metric))
        problems.push(`modules/observability: ${group} must look at ${metric}`);
    }
    if (!mentions(local(module, 'alarms'), `local.${group}`))
      problems.push(`modules/observability: nobody makes ${group}`);
  }
  for (const alarm of objects(tree, 'aws_cloudwatch_metric_alarm')) {
    for (const key of ['alarm_actions', 'ok_actions', 'alarm_description', 'treat_missing_data']) {
      if (!alarm.body[key] || alarm.body[key].length === 0)
        problems.push(`${where(alarm)}: ${key} must be given`);
    }
    if (!mentions(alarm.body.alarm_actions, 'aws_sns_topic.alarms'))
      problems.push(`${where(alarm)}: it must tell the topic`);
  }
  for (const topic of objects(tree, 'aws_sns_topic')) {
    if (!topic.body.kms_master_key_id) problems.push(`${where(topic)}: encrypted by which key?`);
  }
  // An alarm that may not use the topic's key, or the topic, is silent.
  for (const [folder, name] of [
    ['modules/secrets', 'key'],
    ['modules/observability', 'publish'],
  ]) {
    const document = [...objects(tree, 'aws_iam_policy_document', 'data')].find(
      (candidate) => candidate.module.folder === folder && candidate.name === name,
    );
    for (const service of ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'costalerts.amazonaws.com']) {
      if (!mentions(document?.body, service)) problems.push(`${folder}: ${service} must be allowed`);
    }
  }
  for (const folder of ['environments/staging', 'environments/production']) {
    const call = tree.modules.get(folder).modules.find(({ name }) => name === 'observability')?.body;
    for (const service of ['auth', 'engine', 'worker']) {
      if (!call?.services?.[service]) problems.push(`${folder}: nobody watches ${service}`);
    }
    for (const queue of ['quick', 'long'])
      if (!call?.queues?.[queue]) problems.push(`${folder}: nobody watches the ${queue} queue`);
  }
  for (const budget of objects(tree, 'aws_budgets_budget')) {
    const types = budget.body.notification?.map(({ notification_type: type }) => type) ?? [];
    for (const type of ['FORECASTED', 'ACTUAL'])
      if (!types.includes(type)) problems.push(`${where(budget)}: no ${type} notification`);
    if (budget.body.notification?.some((entry) => !entry.subscriber_sns_topic_arns?.length)) {
      problems.push(`${where(budget)}: a notification tells nobody`);
    }
    expect_values(budget, budget.body, { budget_type: 'COST', limit_unit: 'USD' }, problems);
  }
}
