#include "http/response_writer.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace fingerpost::http {

namespace {

struct Reason {
    int status;
    std::string_view text;
};

constexpr std::array reasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{415, "Unsupported Media Type"},
    Reason{422, "Unprocessable Content"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
    Reason{505, "HTTP Version Not Supported"},
};

/// "" for a status without a name: the phrase may be empty (RFC 9112 §4).
std::string_view reason(int status) {
    for (const auto& row : reasons)
        if (row.status == status) return row.text;
    return {};
}

void append_number(std::string& out, std::size_t number) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

bool is_field_text(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        return c == '\r' || c == '\n' || c == '\0';
    });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

void append_status_line(std::string& out, int status) {
    if (status == 200) {
        out.append("HTTP/1.1 200 OK\r\n");
        return;
    }
    out.append("HTTP/1.1 ");
    append_number(out, static_cast<std::size_t>(status));
    out.append(" ").append(reason(status)).append("\r\n");
}

} // namespace

std::string_view DateClock::at(std::time_t now) {
    if (now == shown_) return text_;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm t{};
    gmtime_r(&now, &t);
    std::array<char, 40> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%s, %02d %s %04d %02d:%02d:%02d GMT",
        days[static_cast<std::size_t>(t.tm_wday)],
        t.tm_mday,
        months[static_cast<std::size_t>(t.tm_mon)],
        t.tm_year + 1900,
        t.tm_hour,
        t.tm_min,
        t.tm_sec
    );
    text_ = text.data();
    shown_ = now;
    return text_;
}

void write_response(
    std::string& out, const Response& response, const Form& form, std::string_view date
) {
    // RFC 9110 §8.6: no Content-Length and no body with these
    const bool bodiless = response.status < 200 || response.status == 204 || response.status == 304;
    append_status_line(out, response.status);
    out.append("Server: fingerpost\r\nDate: ").append(date).append("\r\n");
    if (!response.content_type.empty()) append_field(out, "Content-Type", response.content_type);
    if (!bodiless) {
        out.append("Content-Length: ");
        append_number(out, response.body.size());
        out.append("\r\n");
    }
    for (const auto& [name, value] : response.headers)
        if (is_field_text(value)) append_field(out, name, value);
    if (form.close)
        out.append("Connection: close\r\n");
    else if (!form.http_1_1)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
    if (!bodiless && !form.head_only) out.append(response.body);
}

Response plain_response(int status) {
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = status == 500 ? "internal error\n" : ascii_lower(reason(status)) + "\n";
    return response;
}

} // namespace fingerpost::http
