# One entry is one alarm; its description is what a person reads in Slack, so it says what to look at, and where the page of
# docs/runbooks is that says the rest.
locals {
  queue_alarms = merge([for role, queue in var.queues : {
    "${role}-oldest" = {
      runbook   = "queue-oldest"
      says      = "The oldest ${role} job waits for more than ${queue.oldest_seconds} s. Do workers run, and do they end jobs?"
      namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum"
      of        = { QueueName = queue.name }
      above     = true, threshold = queue.oldest_seconds, minutes = 5
    }
    "${role}-depth" = {
      runbook   = "queue-depth"
      says      = "More than ${queue.deepest} ${role} jobs wait. Are the workers at their greatest number?"
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
      of        = { QueueName = queue.name }
      above     = true, threshold = queue.deepest, minutes = 10
    }
    "${role}-dead-letter" = {
      runbook   = "queue-dead-letter"
      says      = "A ${role} job is a dead letter. Look at the failed jobs in the app, mend the cause, redrive."
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
      of        = { QueueName = queue.dead_letter }
      above     = true, threshold = 0, minutes = 1
    }
  }]...)

  target_alarms = merge([for service, group in var.target_groups : {
    "${service}-unhealthy" = {
      runbook   = "target-unhealthy"
      says      = "A task of ${service} does not answer /readyz. Its log says why; most often it is the database."
      namespace = "AWS/ApplicationELB", metric = "UnHealthyHostCount", statistic = "Maximum"
      of        = { LoadBalancer = var.load_balancer, TargetGroup = group }
      above     = true, threshold = 0, minutes = 3
    }
    "${service}-5xx" = {
      runbook   = "target-5xx"
      says      = "${service} answers 5xx. A deployment under way is rolled back."
      namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", statistic = "Sum"
      of        = { LoadBalancer = var.load_balancer, TargetGroup = group }
      above     = true, threshold = 10, minutes = 2
    }
    "${service}-slow" = {
      runbook   = "target-slow"
      says      = "One of a hundred answers of ${service} begins after more than 2 s."
      namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", statistic = "p99"
      of        = { LoadBalancer = var.load_balancer, TargetGroup = group }
      above     = true, threshold = 2, minutes = 10
    }
  }]...)

  service_alarms = merge([for service, wanted in var.services : {
    "${service}-missing" = {
      runbook   = "service-missing"
      says      = "Fewer tasks of ${service} run than the ${wanted.least} that must. The events of the ECS service say why."
      namespace = "ECS/ContainerInsights", metric = "RunningTaskCount", statistic = "Minimum"
      of        = { ClusterName = var.cluster_name, ServiceName = wanted.name }
      above     = false, threshold = wanted.least, minutes = 10
    }
    "${service}-memory" = {
      runbook   = "service-memory"
      says      = "${service} uses more than 85 % of its memory; at 100 % the task is killed."
      namespace = "AWS/ECS", metric = "MemoryUtilization", statistic = "Maximum"
      of        = { ClusterName = var.cluster_name, ServiceName = wanted.name }
      above     = true, threshold = 85, minutes = 10
    }
  }]...)

  database_alarms = {
    "database-cpu" = {
      runbook   = "database-cpu"
      says      = "The database's CPU is above 80 %. Performance Insights names the statement."
      namespace = "AWS/RDS", metric = "CPUUtilization", statistic = "Average"
      of        = { DBInstanceIdentifier = var.database.identifier }
      above     = true, threshold = 80, minutes = 10
    }
    "database-storage" = {
      runbook   = "database-storage"
      says      = "Less than ${var.database.free_storage_gb} GiB of the database's storage are free."
      namespace = "AWS/RDS", metric = "FreeStorageSpace", statistic = "Minimum"
      of        = { DBInstanceIdentifier = var.database.identifier }
      above     = false, threshold = var.database.free_storage_gb * 1024 * 1024 * 1024, minutes = 5
    }
    "database-connections" = {
      runbook   = "database-connections"
      says      = "More than ${var.database.connections} connections. Are there more tasks than the database was made for?"
      namespace = "AWS/RDS", metric = "DatabaseConnections", statistic = "Maximum"
      of        = { DBInstanceIdentifier = var.database.identifier }
      above     = true, threshold = var.database.connections, minutes = 5
    }
    "database-memory" = {
      runbook   = "database-memory"
      says      = "Less than 100 MiB of the database's memory are free."
      namespace = "AWS/RDS", metric = "FreeableMemory", statistic = "Minimum"
      of        = { DBInstanceIdentifier = var.database.identifier }
      above     = false, threshold = 100 * 1024 * 1024, minutes = 10
    }
  }

  nat_alarms = { for zone, id in var.nat_gateway_ids : "nat-${zone}" => {
    runbook   = "nat-ports"
    says      = "The NAT gateway of ${zone} has no ports left: calls to models and tools fail."
    namespace = "AWS/NATGateway", metric = "ErrorPortAllocation", statistic = "Sum"
    of        = { NatGatewayId = id }
    above     = true, threshold = 0, minutes = 5
  } }

  edge_alarms = {
    "load-balancer-5xx" = {
      runbook   = "load-balancer-5xx"
      says      = "The load balancer itself answers 5xx: it has no healthy task, or one hung up on it."
      namespace = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count", statistic = "Sum"
      of        = { LoadBalancer = var.load_balancer }
      above     = true, threshold = 10, minutes = 5
    }
  }

  alarms = merge(local.queue_alarms, local.target_alarms, local.service_alarms, local.database_alarms,
  local.nat_alarms, local.edge_alarms)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.alarms
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.says} ${var.runbooks_url}/${each.value.runbook}.md"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  dimensions          = each.value.of
  period              = 60
  evaluation_periods  = each.value.minutes
  datapoints_to_alarm = each.value.minutes
  comparison_operator = each.value.above ? "GreaterThanThreshold" : "LessThanThreshold"
  threshold           = each.value.threshold
  # A service without a single task sends nothing: then silence is the fault.
  treat_missing_data = each.value.metric == "RunningTaskCount" ? "breaching" : "notBreaching"
  alarm_actions      = [aws_sns_topic.alarms.arn]
  ok_actions         = [aws_sns_topic.alarms.arn]
}
