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
class Files;
class VersionCache;
}  // namespace elevaite::engine

namespace elevaite::identity {
class Credentials;
class MasterKeys;
}  // namespace elevaite::identity

namespace elevaite::jobs {
class JobStore;
class Scheduler;
}  // namespace elevaite::jobs

namespace elevaite::http {

struct NotificationServices;
struct KnowledgeServices;

struct EngineServices {
  elevaite::engine::Engine& engine;
  elevaite::engine::Agents& agents;
  elevaite::engine::VersionCache& versions;
  const ports::NodeRegistry& nodes;
  ports::ChatModels& models;
  identity::Credentials& credentials;
  elevaite::engine::Files& files;
  const identity::MasterKeys& master_keys;
  std::string public_url;  // of this API, for links
  ports::Database& database;
  const Clock& clock;
  jobs::JobStore& jobs;
  jobs::Scheduler& scheduler;
  const ports::ToolRegistry* tools = nullptr;  // the built-in ones
  NotificationServices* notifications = nullptr;
  KnowledgeServices* knowledge = nullptr;
};

namespace engine {
// Generated from the folder listing of http/engine: adds every route of it.
void register_all(Router& router, EngineServices& services);
}  // namespace engine

}  // namespace elevaite::http
