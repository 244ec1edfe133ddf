// The two web apps, served by the process itself.
#pragma once
#include "apps/auth_app.hpp"
#include "apps/engine_app.hpp"

namespace elevaite::apps {

class WebPart : public Part {
 public:
  virtual std::uint16_t auth_port() const = 0;
  virtual std::uint16_t app_port() const = 0;
};

// Null, and a log line, when there are no exported apps in web.dir. The two APIs must outlive it;
// once it listens, the Auth API knows its origins.
Result<std::unique_ptr<WebPart>> make_web_part(ProcessContext& context, AuthApp& auth,
                                               EngineApp& engine);

}  // namespace elevaite::apps
