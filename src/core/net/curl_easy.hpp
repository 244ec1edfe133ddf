// A reusable easy handle of libcurl and the callbacks of the transfer it serves. Only for the .cpp
// files of the client.
#pragma once
#include <curl/curl.h>

#include "core/net/curl_loop.hpp"

namespace elevaite::net {

struct CurlEasy {
  CurlEasy(CurlLoop& loop, bool is_guarded);
  ~CurlEasy() { curl_easy_cleanup(handle); }
  CurlEasy(const CurlEasy&) = delete;
  CurlEasy& operator=(const CurlEasy&) = delete;

  // Sets what differs from call to call. What never differs was set when the handle was made:
  // options are the larger part of curl's cost for a small request.
  void configure(Transfer& transfer);

  CURL* handle;
  Transfer* transfer = nullptr;
  char error_text[CURL_ERROR_SIZE] = "";

 private:
  void set_method();
  void set_fields();

  // The header fields as curl's list, in memory that is used again.
  std::string field_texts_;
  std::vector<std::size_t> field_starts_;
  std::vector<curl_slist> fields_;
};

// The C callbacks; friends of CurlLoop.
struct CurlCallbacks {
  static curl_socket_t open_socket(void* easy, curlsocktype purpose, curl_sockaddr* address);
  static int close_socket(void* loop, curl_socket_t fd);
  static int before_request(void* easy, char*, char*, int, int);
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* easy);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* easy);
  static int on_socket(CURL*, curl_socket_t fd, int what, void* loop, void*);
  static int on_timer(CURLM*, long milliseconds, void* loop);
};

}  // namespace elevaite::net
