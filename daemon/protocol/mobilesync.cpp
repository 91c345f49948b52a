#include "protocol/mobilesync.hpp"

#include "protocol/autodiscover_redirect.hpp"
#include "protocol/autodiscover_schema.hpp"
#include "protocol/xml.hpp"

namespace fingerpost::protocol {

namespace {

void add_user(const XmlNode& response, const AccountSettings& settings) {
    if (!settings.address) return;
    const auto user = response.add("User");
    user.add("DisplayName", user_title(settings));
    user.add("EMailAddress", settings.address->str());
}

void add_server(const XmlNode& action, const std::string& url) {
    const auto server = action.add("Settings").add("Server");
    server.add("Type", "MobileSync");
    server.add("Url", url);
    server.add("Name", url);
}

} // namespace

Result<Response> render_mobilesync(const AccountSettings& settings) {
    const auto moved = moved_address(settings);
    const auto url = settings.attribute(AttributeId::activesync);
    if (!moved && url.empty())
        return Error{Errc::unsupported, settings.domain + " offers no ActiveSync"};
    XmlWriter writer;
    const auto root = writer.root("Autodiscover");
    root.attribute("xmlns", response_frame);
    const auto response = root.add("Response");
    response.attribute("xmlns", mobilesync_response);
    response.add("Culture", "en:us"); // of the texts in here, of which there are none
    add_user(response, settings);
    const auto action = response.add("Action");
    if (moved)
        action.add("Redirect", moved->str());
    else
        add_server(action, url);
    return autodiscover_document(writer.str());
}

} // namespace fingerpost::protocol
