// The Workflow Engine as a process runs it: nodes, models, the engine and its routes.
#pragma once
#include <memory>

#include "apps/process.hpp"
#include "core/net/server.hpp"
#include "engine/agents.hpp"
#include "identity/credentials.hpp"

namespace elevaite::apps {

struct EngineAppOptions {
  // False for a worker: it executes runs and serves only its health.
  bool serves_api = true;
  // Whether it works jobs off.
  bool works = true;
  net::ServerOptions listener{};
  // Beside the configured ones: what the process itself serves for its examples.
  std::vector<std::string> egress_allowed{};
};

class EngineApp : public Part {
 public:
  virtual std::uint16_t port() const = 0;
  // For who serves the API below a prefix of its own.
  virtual net::HttpHandler handler() = 0;
  virtual bool streams_body(std::string_view method, std::string_view path) const = 0;
  // For the seed.
  virtual engine::Agents& agents() = 0;
  virtual identity::Credentials& credentials() = 0;
  virtual Json openapi() const = 0;
};

Result<std::unique_ptr<EngineApp>> make_engine_app(ProcessContext& context,
                                                   const identity::MasterKeys& master_keys,
                                                   EngineAppOptions options);

}  // namespace elevaite::apps
