// What the Workflow Engine's routes (http/engine) act on. Made by apps; everything outlives the
// router.
#pragma once
#include "core/json.hpp"
#include "core/time.hpp"
#include "http/router.hpp"

namespace elevaite::ports {
class ChatModels;
class Database;
class NodeRegistry;
class ToolRegistry;
}  // namespace elevaite::ports

namespace elevaite::engine {
class Agents;
class Engine;
class VersionCache;
}  // namespace elevaite::engine

namespace elevaite::identity {
class Credentials;
}

namespace elevaite::jobs {
class JobStore;
}

namespace elevaite::http {

struct EngineServices {
  elevaite::engine::Engine& engine;
  elevaite::engine::Agents& agents;
  elevaite::engine::VersionCache& versions;
  const ports::NodeRegistry& nodes;
  ports::ChatModels& models;
  identity::Credentials& credentials;
  ports::Database& database;
  const Clock& clock;
  jobs::JobStore& jobs;
  const ports::ToolRegistry* tools = nullptr;  // the built-in ones
};

namespace engine {
// Generated from the folder listing of http/engine: adds every route of it.
void register_all(Router& router, EngineServices& services);
}  // namespace engine

}  // namespace elevaite::http
