// Who can reach what: only the load balancer is open, with TLS; the database and the cache reach nobody.
import {
  expect_companion,
  expect_values,
  local,
  mentions,
  objects,
  variable,
  where,
} from '../support/look.mjs';

// module, port: ranges of addresses that may come in. All else names a security group.
const open_doors = {
  'modules/alb 443': '${each.key}',
  'modules/alb 80': '${each.key}',
  'modules/vpc 443': '${var.cidr}',
};

function check_security_groups(tree, problems) {
  for (const rule of objects(tree, 'aws_vpc_security_group_ingress_rule')) {
    const { body, module } = rule;
    if (body.cidr_ipv4 !== undefined && open_doors[`${module.folder} ${body.from_port}`] !== body.cidr_ipv4) {
      problems.push(`${where(rule)}: addresses may not come in here; name a security group`);
    }
    if (body.cidr_ipv6 !== undefined || body.prefix_list_id !== undefined)
      problems.push(`${where(rule)}: name a security group`);
    if (body.cidr_ipv4 === undefined && !body.referenced_security_group_id)
      problems.push(`${where(rule)}: who may come in?`);
    expect_values(rule, body, { ip_protocol: 'tcp' }, problems);
    if (body.from_port !== body.to_port) problems.push(`${where(rule)}: one port, not a range`);
    if (!body.description) problems.push(`${where(rule)}: it has no description`);
  }
  for (const group of objects(tree, 'aws_security_group')) {
    if (group.body.ingress || group.body.egress)
      problems.push(`${where(group)}: rules are resources of their own`);
    if (!group.body.description) problems.push(`${where(group)}: it has no description`);
  }
  for (const group of objects(tree, 'aws_default_security_group')) {
    if (group.body.ingress || group.body.egress) problems.push(`${where(group)}: it must allow nothing`);
  }
  const may_reach_out = ['modules/ecs_service', 'modules/alb'];
  for (const rule of objects(tree, 'aws_vpc_security_group_egress_rule')) {
    if (!may_reach_out.includes(rule.module.folder))
      problems.push(`${where(rule)}: nothing here reaches out`);
    if (rule.module.folder === 'modules/alb' && rule.body.cidr_ipv4 === '0.0.0.0/0') {
      problems.push(`${where(rule)}: the load balancer reaches tasks only`);
    }
  }
}

function check_vpc(tree, problems) {
  const vpc = tree.modules.get('modules/vpc');
  for (const type of ['aws_default_security_group', 'aws_flow_log']) {
    if ([...objects(tree, type)].length === 0) problems.push(`modules/vpc: it has no ${type}`);
  }
  for (const route of objects(tree, 'aws_route')) {
    if (mentions(route.body.route_table_id, 'aws_route_table.data'))
      problems.push(`${where(route)}: data has no way out`);
    if (route.name === 'out' && !route.body.nat_gateway_id)
      problems.push(`${where(route)}: tasks go out through NAT`);
  }
  for (const subnet of objects(tree, 'aws_subnet')) {
    if (subnet.body.map_public_ip_on_launch) problems.push(`${where(subnet)}: no public addresses`);
  }
  const gateway = vpc?.objects.find(({ type, name }) => type === 'aws_vpc_endpoint' && name === 's3');
  if (gateway?.body.vpc_endpoint_type !== 'Gateway')
    problems.push('modules/vpc: S3 is reached by a gateway endpoint, which is free');
  for (const association of objects(tree, 'aws_route_table_association')) {
    const tables = `aws_route_table.${association.name}`;
    if (!mentions(association.body.route_table_id, tables))
      problems.push(`${where(association)}: it must name ${tables}`);
  }
}

function check_load_balancer(tree, problems) {
  for (const balancer of objects(tree, 'aws_lb')) {
    expect_values(
      balancer,
      balancer.body,
      {
        drop_invalid_header_fields: true,
        desync_mitigation_mode: 'strictest',
        enable_deletion_protection: '${var.deletion_protection}',
        idle_timeout: '${var.idle_timeout_seconds}',
      },
      problems,
    );
    expect_values(balancer, balancer.body.access_logs?.[0], { enabled: true }, problems);
    if (variable(balancer.module, 'deletion_protection')?.default !== true) {
      problems.push(`${where(balancer)}: deletion protection must be the default`);
    }
    expect_companion(tree, balancer, 'aws_wafv2_web_acl_association', problems);
    const policy = variable(balancer.module, 'tls_policy');
    if (!/^ELBSecurityPolicy-TLS13-1-2-Res/.test(policy?.default))
      problems.push(`${where(balancer)}: TLS 1.2 and 1.3 only`);
    if (!(variable(balancer.module, 'idle_timeout_seconds')?.default >= 120)) {
      problems.push(`${where(balancer)}: idle_timeout must outlast the pauses of a stream`);
    }
  }
  for (const listener of objects(tree, 'aws_lb_listener')) {
    const [action] = listener.body.default_action ?? [];
    if (listener.body.protocol === 'HTTPS') {
      expect_values(listener, listener.body, { ssl_policy: '${var.tls_policy}', port: 443 }, problems);
      if (!listener.body.certificate_arn) problems.push(`${where(listener)}: it has no certificate`);
      if (action?.type !== 'fixed-response')
        problems.push(`${where(listener)}: unknown hosts get nothing of the program`);
    } else {
      expect_values(listener, action ?? {}, { type: 'redirect' }, problems);
      expect_values(listener, action?.redirect?.[0], { protocol: 'HTTPS', port: '443' }, problems);
    }
  }
  for (const acl of objects(tree, 'aws_wafv2_web_acl')) {
    const named = (acl.body.rule ?? []).map(({ name }) => name);
    for (const name of ['rate', 'common'])
      if (!named.includes(name)) problems.push(`${where(acl)}: rule ${name} is missing`);
    const rate = acl.body.rule?.find(({ name }) => name === 'rate');
    if (!mentions(rate?.statement, 'rate_based_statement') || !mentions(rate?.statement, '"IP"')) {
      problems.push(`${where(acl)}: rule rate must count by address`);
    }
    if (!rate?.action?.[0]?.block) problems.push(`${where(acl)}: rule rate must block`);
    const common = acl.body.rule?.find(({ name }) => name === 'common');
    if (!mentions(common?.statement, 'managed_rule_group_statement'))
      problems.push(`${where(acl)}: which rules?`);
    if (!common?.override_action?.[0]?.none)
      problems.push(`${where(acl)}: rule common must not be overridden`);
  }
  for (const group of objects(tree, 'aws_lb_target_group')) {
    expect_values(group, group.body, { target_type: 'ip', protocol: 'HTTP' }, problems);
    expect_values(group, group.body.health_check?.[0], { path: '/readyz', matcher: '200' }, problems);
  }
}

// A server that closes idle connections before the load balancer does answers some requests with 502.
function check_idle(tree, problems) {
  for (const folder of ['environments/staging', 'environments/production']) {
    const module = tree.modules.get(folder);
    const seconds = local(module, 'load_balancer_idle_seconds');
    const deadline = local(module, 'common')?.ELEVAITE_HTTP_IDLE_DEADLINE;
    if (!(seconds >= 120) || deadline !== '${local.load_balancer_idle_seconds + 10}s') {
      problems.push(`${folder}: the program must keep idle connections longer than the load balancer`);
    }
    const alb = module.modules.find(({ name }) => name === 'alb')?.body;
    if (alb?.idle_timeout_seconds !== '${local.load_balancer_idle_seconds}')
      problems.push(`${folder}: which idle timeout?`);
    if (local(module, 'common')?.ELEVAITE_HTTP_TRUSTED_PROXIES !== '1') {
      problems.push(`${folder}: the program must take the client's address from the load balancer`);
    }
  }
}

export function check_network(tree, problems) {
  check_security_groups(tree, problems);
  check_vpc(tree, problems);
  check_load_balancer(tree, problems);
  check_idle(tree, problems);
}
