/// @file
/// Writing and reading XML; the only place that knows RapidXML. What is written is escaped and
/// well-formed whatever it is given; what is read comes from strangers and is bounded.
#pragma once

#include "base/error.hpp"
#include "protocol/xml_scan.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::protocol {

class XmlWriter;

/// A handle to one element; cheap to copy, valid as long as its writer. Names must outlive the
/// writer (literals); texts are copied. Bytes that no XML may hold become U+FFFD.
class XmlNode {
public:
    XmlNode add(std::string_view name, std::string_view text = {}) const;
    void attribute(std::string_view name, std::string_view value) const;

private:
    friend class XmlWriter;
    XmlNode(XmlWriter& writer, void* node) : writer_(&writer), node_(node) {}
    XmlWriter* writer_;
    void* node_;
};

class XmlWriter {
public:
    XmlWriter();
    ~XmlWriter();
    XmlWriter(const XmlWriter&) = delete;
    XmlWriter& operator=(const XmlWriter&) = delete;

    XmlNode root(std::string_view name);

    /// UTF-8 with declaration, LF, indented between elements and never inside a value.
    /// `doctype`: what stands between "<!DOCTYPE " and ">", or "".
    std::string str(std::string_view doctype = {}) const;

private:
    friend class XmlNode;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// `text` as XmlWriter writes it, for what is filled into a document that it has written.
std::string xml_escaped(std::string_view text);

/// An element that was read, with all below it.
struct XmlElement {
    std::string name;       ///< without prefix
    std::string name_space; ///< what its prefix is bound to, or ""
    std::vector<std::pair<std::string, std::string>> attributes; ///< names as written
    std::string text;    ///< its own character data and CDATA, trimmed
    bool padded = false; ///< blanks or line ends stood around the text
    std::vector<XmlElement> children;

    /// The first child of this name in any letter case, or null.
    const XmlElement* child(std::string_view child_name) const;
    /// child()'s text, or "".
    std::string_view child_text(std::string_view child_name) const;
    std::string_view attribute(std::string_view attribute_name) const;
};

inline constexpr std::size_t xml_bytes_max = 64 * 1024;
inline constexpr int xml_depth_max = 16;

/// The root element. Errc::bad_request for anything but well-formed UTF-8 XML within the limits,
/// without DOCTYPE (unless it is skipped) and without entities beyond the five predefined ones.
Result<XmlElement> parse_xml(std::string_view text, Doctype doctype = Doctype::refused);

} // namespace fingerpost::protocol
