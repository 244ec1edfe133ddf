// A message to Slack, as a bot or through an incoming webhook: what the node and the notifications
// have in common.
#pragma once
#include "ports/services.hpp"

namespace elevaite::nodes {

struct SlackPost {
  std::string credential;  // of the kind `slack`, by id or name
  std::string channel;     // for a bot
  JsonObject message;      // text, blocks, thread_ts
};

// Slack's answer: ok, and of a bot's message channel and ts. An error that leaves open whether the
// message was posted has the reason "outcome_unknown": Slack knows no idempotency key.
Task<Result<JsonObject>> post_to_slack(ports::NodeServices services, model::TenantId tenant_id,
                                       SlackPost post, Duration timeout = 20s);

}  // namespace elevaite::nodes
