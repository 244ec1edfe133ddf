resource "aws_ecs_service" "this" {
  count                             = local.is_service ? 1 : 0
  name                              = local.full_name
  cluster                           = var.cluster.arn
  task_definition                   = aws_ecs_task_definition.this.arn
  desired_count                     = var.capacity.min
  platform_version                  = "LATEST"
  availability_zone_rebalancing     = "ENABLED"
  enable_execute_command            = var.exec_policy != null
  enable_ecs_managed_tags           = true
  propagate_tags                    = "SERVICE"
  health_check_grace_period_seconds = var.target_group_arn == null ? null : 60
  # During a deployment the old tasks stay until as many new ones serve.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = var.capacity.min
    weight            = 1
  }

  dynamic "capacity_provider_strategy" {
    for_each = var.spot_weight > 0 ? [var.spot_weight] : []
    content {
      capacity_provider = "FARGATE_SPOT"
      weight            = capacity_provider_strategy.value
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = var.target_group_arn == null ? [] : [var.target_group_arn]
    content {
      target_group_arn = load_balancer.value
      container_name   = var.service
      container_port   = var.port
    }
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  dynamic "alarms" {
    for_each = length(var.rollback_alarm_names) > 0 ? [var.rollback_alarm_names] : []
    content {
      enable      = true
      rollback    = true
      alarm_names = alarms.value
    }
  }

  # Without its rights a first task would fail, and the circuit breaker count it.
  depends_on = [aws_iam_role_policy.execution, aws_iam_role_policy.task]

  # The number is the scaling's, the revision the deployment's.
  lifecycle {
    ignore_changes = [desired_count, task_definition]
  }
}
