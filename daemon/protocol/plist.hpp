/// @file
/// Writing Apple's property lists. Spec: the DTD PropertyList-1.0.
#pragma once

#include "protocol/xml.hpp"

#include <string>
#include <string_view>

namespace fingerpost::protocol {

/// A <dict>; a handle like XmlNode.
class Dict {
public:
    explicit Dict(XmlNode node) : node_(node) {}

    void text(std::string_view key, std::string_view value) const { put(key, "string", value); }
    void number(std::string_view key, int value) const {
        put(key, "integer", std::to_string(value));
    }
    void flag(std::string_view key, bool value) const { put(key, value ? "true" : "false", {}); }
    XmlNode array(std::string_view key) const {
        node_.add("key", key);
        return node_.add("array");
    }

private:
    void put(std::string_view key, std::string_view type, std::string_view value) const {
        node_.add("key", key);
        node_.add(type, value);
    }
    XmlNode node_;
};

} // namespace fingerpost::protocol
