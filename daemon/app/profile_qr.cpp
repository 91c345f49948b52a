#include "app/profile_qr.hpp"

#include "protocol/mobileconfig.hpp"
#include "qr/image.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace fingerpost::app {

namespace {

struct Picture {
    std::string_view path;
    const char* content_type;
    std::string (*draw)(const qr::QrCode&);
};
constexpr std::array pictures{
    Picture{"/mobileconfig/qr.png", "image/png", qr::to_png},
    Picture{"/mobileconfig/qr.svg", "image/svg+xml", qr::to_svg},
};

const Picture* find_picture(const Request& request) {
    const auto* found = std::ranges::find(pictures, request.path, &Picture::path);
    return found == pictures.end() ? nullptr : found;
}

std::string profile_url(const Request& request) {
    return "https://" + request.host + std::string(protocol::mobileconfig_path) + '?' +
           request.query;
}

Response drawn(const Picture& picture, const std::string& url) {
    const auto code = qr::QrCode::of(url);
    if (!code)
        return {
            http_status(code.error().code), "text/plain; charset=utf-8", code.error().what + '\n'};
    return {200, picture.content_type, picture.draw(*code), {{"Cache-Control", "no-store"}}};
}

} // namespace

bool is_profile_qr(const Request& request) {
    return find_picture(request) != nullptr;
}

boost::asio::awaitable<Response>
answer_profile_qr(Request request, const Discovery& discovery, ProfileSigning& signing) {
    const auto& picture = *find_picture(request);
    const auto url = profile_url(request);
    request.path = protocol::mobileconfig_path;
    auto reply = discovery(request);
    auto response = co_await waited_for(std::move(reply));
    if (response.status == 200) {
        const auto job = [&] { return drawn(picture, url); };
        response = co_await signing.run(job);
    }
    response.protocol = "mobileconfig";
    co_return response;
}

} // namespace fingerpost::app
