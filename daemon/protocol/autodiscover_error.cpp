#include "protocol/autodiscover.hpp"
#include "protocol/autodiscover_schema.hpp"
#include "protocol/xml.hpp"

#include <array>
#include <cstdio>

namespace fingerpost::protocol {

namespace {

struct ErrorText {
    int code;
    std::string_view message;
    const char* outcome; ///< for the metrics, to which 200 says nothing
};

/// [MS-OXDSCLI] §2.2.4.1.1.3.2
ErrorText error_text(Errc code) {
    switch (code) {
    case Errc::not_found: return {500, "The email address can't be found.", "not_found"};
    case Errc::unavailable:
        return {501, "No configuration options are available for this address", "not_found"};
    case Errc::bad_request: return {600, "Invalid Request", "invalid"};
    case Errc::unsupported: return {601, "Provider is not available", "invalid"};
    default: return {603, "Server Error", "error"};
    }
}

Response error_document(const Error& error, TimeOfDay now) {
    const auto text = error_text(error.code);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    std::array<char, 32> time{};
    std::snprintf(
        time.data(),
        time.size(),
        "%02d:%02d:%02d.%06d0",
        static_cast<int>(seconds / 3600 % 24),
        static_cast<int>(seconds / 60 % 60),
        static_cast<int>(seconds % 60),
        static_cast<int>(now.count() % 1000000)
    );
    XmlWriter writer;
    const auto root = writer.root("Autodiscover");
    root.attribute("xmlns", response_frame);
    const auto node = root.add("Response").add("Error");
    node.attribute("Time", time.data());
    node.attribute("Id", "1054084152"); // any number that is the server's own
    node.add("ErrorCode", std::to_string(text.code));
    node.add("Message", text.message);
    node.add("DebugData");
    auto response = autodiscover_document(writer.str());
    response.outcome = text.outcome;
    return response;
}

} // namespace

Response refuse_autodiscover(const Request& request, const Error& error, TimeOfDay now) {
    if (request.method != "POST" && error.code == Errc::not_found) return {404, "", "", {}};
    return error_document(error, now);
}

} // namespace fingerpost::protocol
