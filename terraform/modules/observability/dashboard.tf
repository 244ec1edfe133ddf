# One graph for each alarm, with its threshold drawn in: what is not worth an alarm is not worth a graph.
locals {
  widgets = [for position, key in sort(keys(local.alarms)) : {
    type   = "metric"
    x      = (position % 3) * 8
    y      = floor(position / 3) * 6
    width  = 8
    height = 6
    properties = {
      title  = key
      region = data.aws_region.current.region
      period = 60
      stat   = local.alarms[key].statistic
      metrics = [concat(
        [local.alarms[key].namespace, local.alarms[key].metric],
        flatten([for name, value in local.alarms[key].of : [name, value]]),
      )]
      annotations = { horizontal = [{ label = "alarm", value = local.alarms[key].threshold }] }
    }
  }]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = local.widgets })
}
