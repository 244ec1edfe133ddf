locals {
  scales_by_backlog = local.is_service && length(var.backlog) > 0
  # The queues by the names that metric math wants: a small letter first, no hyphens.
  queue_ids = { for name in keys(var.backlog) : replace(name, "-", "_") => name }
  # What waits, and what workers have: of the first alone nothing would be left as soon as there are enough workers,
  # and half of them would be stopped again.
  queue_metrics = merge([for id, name in local.queue_ids : {
    (id)          = { queue = name, metric = "ApproximateNumberOfMessagesVisible" }
    "${id}_taken" = { queue = name, metric = "ApproximateNumberOfMessagesNotVisible" }
  }]...)
  # In tasks: how many it takes for all of it.
  wanted_tasks = join(" + ", [for id, name in local.queue_ids : "(${id} + ${id}_taken) / ${var.backlog[name]}"])
}

resource "aws_appautoscaling_target" "this" {
  count              = local.is_service ? 1 : 0
  service_namespace  = "ecs"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this[0].name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.capacity.min
  max_capacity       = var.capacity.max
}

resource "aws_appautoscaling_policy" "cpu" {
  count              = local.is_service && var.target_cpu_percent != null ? 1 : 0
  name               = "${local.full_name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = var.target_cpu_percent
    scale_out_cooldown = 60
    scale_in_cooldown  = 300
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# Workers wait for models and tools most of the time: their CPU says nothing about what is waiting. ./x capacity
# simulates this policy.
resource "aws_appautoscaling_policy" "backlog" {
  count              = local.scales_by_backlog ? 1 : 0
  name               = "${local.full_name}-backlog"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 1
    scale_out_cooldown = 30
    scale_in_cooldown  = 300

    customized_metric_specification {
      dynamic "metrics" {
        for_each = local.queue_metrics
        content {
          id          = metrics.key
          return_data = false
          metric_stat {
            stat = "Maximum"
            metric {
              namespace   = "AWS/SQS"
              metric_name = metrics.value.metric
              dimensions {
                name  = "QueueName"
                value = metrics.value.queue
              }
            }
          }
        }
      }

      metrics {
        id          = "running"
        return_data = false
        metric_stat {
          stat = "Average"
          metric {
            namespace   = "ECS/ContainerInsights"
            metric_name = "RunningTaskCount"
            dimensions {
              name  = "ClusterName"
              value = var.cluster.name
            }
            dimensions {
              name  = "ServiceName"
              value = local.full_name
            }
          }
        }
      }

      metrics {
        id          = "backlog_per_task"
        label       = "Tasks wanted for each one that runs"
        expression  = "(${local.wanted_tasks}) / IF(FILL(running, 0) < 1, 1, FILL(running, 0))"
        return_data = true
      }
    }
  }
}
