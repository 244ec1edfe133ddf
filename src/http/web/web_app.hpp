// One web app as a server: the files of its export, and the two APIs under /api/, so that the
// browser has a single origin. web/README.md is the contract with who writes the export.
#pragma once
#include <string>
#include <vector>

#include "core/net/http.hpp"
#include "core/thread_pool.hpp"
#include "http/web/site_index.hpp"

namespace elevaite::http::web {

// An API that is called in this process, below a prefix.
struct Mount {
  std::string prefix;  // "/api/auth"
  net::HttpHandler handler;
};

// How browsers reach the two apps: /config.json tells them. An empty address stands for the host
// that the browser used, with the port.
struct AppAddresses {
  std::string auth_app{};
  std::string elevaite_app{};
  std::uint16_t auth_port = 0;
  std::uint16_t app_port = 0;
};

class WebApp {
 public:
  // `pool` reads the files; it must outlive the app, and the app the server that calls it.
  WebApp(SiteIndex index, ThreadPool& pool, std::vector<Mount> mounts);
  WebApp(const WebApp&) = delete;
  WebApp& operator=(const WebApp&) = delete;

  net::HttpHandler handler();
  void set_addresses(AppAddresses addresses) { addresses_ = std::move(addresses); }

 private:
  Task<net::HttpResponse> handle(net::HttpRequest request);
  Task<net::HttpResponse> page(net::HttpRequest request, std::string path);
  Task<Result<net::HttpResponse>> file(SiteFile* file, int status, net::Headers headers);
  net::HttpResponse config(const net::HttpRequest& request) const;
  const Mount* mount_of(std::string_view path) const;

  SiteIndex index_;
  ThreadPool& pool_;
  std::vector<Mount> mounts_;
  AppAddresses addresses_;
};

}  // namespace elevaite::http::web
