#include "protocol/xml.hpp"

#include "base/text.hpp"

#include <rapidxml/rapidxml.hpp>

// rapidxml_print.hpp calls these before it declares them; g++ finds them only so.
namespace rapidxml::internal {
template <class Out, class Ch>
Out print_children(Out, const xml_node<Ch>*, int, int);
template <class Out, class Ch>
Out print_attributes(Out, const xml_node<Ch>*, int);
template <class Out, class Ch>
Out print_data_node(Out, const xml_node<Ch>*, int, int);
template <class Out, class Ch>
Out print_cdata_node(Out, const xml_node<Ch>*, int, int);
template <class Out, class Ch>
Out print_element_node(Out, const xml_node<Ch>*, int, int);
template <class Out, class Ch>
Out print_declaration_node(Out, const xml_node<Ch>*, int, int);
template <class Out, class Ch>
Out print_comment_node(Out, const xml_node<Ch>*, int, int);
template <class Out, class Ch>
Out print_doctype_node(Out, const xml_node<Ch>*, int, int);
template <class Out, class Ch>
Out print_pi_node(Out, const xml_node<Ch>*, int, int);
} // namespace rapidxml::internal

#include <rapidxml/rapidxml_print.hpp>

#include <iterator>

namespace fingerpost::protocol {

// ---- writing ------------------------------------------------------------------------------------

struct XmlWriter::Impl {
    rapidxml::xml_document<> document;
    std::size_t bytes_most = 0; ///< what str() needs at the most

    /// RapidXML writes up to six bytes for a character ("&quot;").
    std::string_view copy(std::string_view text) {
        if (text.empty()) return {};
        std::string mended;
        if (!is_xml_text(text)) text = mended = mended_xml_text(text);
        bytes_most += 6 * text.size();
        return {document.allocate_string(text.data(), text.size()), text.size()};
    }

    rapidxml::xml_node<>* element(std::string_view name, std::string_view text) {
        bytes_most += 2 * name.size() + 2 * (xml_depth_max + 4);
        auto* node = document.allocate_node(rapidxml::node_element);
        node->name(name.data(), name.size());
        const auto value = copy(text);
        // to RapidXML a size of 0 means "measure it yourself"
        if (!value.empty()) node->value(value.data(), value.size());
        return node;
    }
};

// not make_unique: it would first zero the 64 KiB that RapidXML keeps for small documents
XmlWriter::XmlWriter() : impl_(new Impl) {}
XmlWriter::~XmlWriter() = default;

XmlNode XmlWriter::root(std::string_view name) {
    auto* node = impl_->element(name, {});
    impl_->document.append_node(node);
    return {*this, node};
}

std::string XmlWriter::str(std::string_view doctype) const {
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (!doctype.empty()) text.append("<!DOCTYPE ").append(doctype).append(">\n");
    const auto buffer = std::make_unique_for_overwrite<char[]>(impl_->bytes_most);
    const auto* end = rapidxml::print(buffer.get(), impl_->document);
    text.append(static_cast<const char*>(buffer.get()), end - 1); // it ends with two line ends
    return text;
}

XmlNode XmlNode::add(std::string_view name, std::string_view text) const {
    auto* child = writer_->impl_->element(name, text);
    static_cast<rapidxml::xml_node<>*>(node_)->append_node(child);
    return {*writer_, child};
}

void XmlNode::attribute(std::string_view name, std::string_view value) const {
    auto& impl = *writer_->impl_;
    impl.bytes_most += name.size() + 4;
    auto* made = impl.document.allocate_attribute();
    made->name(name.data(), name.size());
    const auto copied = impl.copy(value);
    if (!copied.empty()) made->value(copied.data(), copied.size());
    static_cast<rapidxml::xml_node<>*>(node_)->append_attribute(made);
}

std::string xml_escaped(std::string_view text) {
    std::string mended;
    if (!is_xml_text(text)) text = mended = mended_xml_text(text);
    std::string escaped;
    rapidxml::internal::copy_and_expand_chars(
        text.data(), text.data() + text.size(), '\0', std::back_inserter(escaped)
    );
    return escaped;
}

// ---- reading ------------------------------------------------------------------------------------

namespace {

using Node = rapidxml::xml_node<>;

std::string_view name_of(const Node& node) {
    return {node.name(), node.name_size()};
}

/// The name behind the prefix, and what the prefix is bound to here (Namespaces in XML §5).
void set_name(XmlElement& element, const Node& node) {
    const auto name = name_of(node);
    const auto colon = name.find(':');
    element.name = name.substr(colon == name.npos ? 0 : colon + 1);
    std::string declaration = "xmlns";
    if (colon != name.npos) declaration.append(":").append(name.substr(0, colon));
    for (const auto* scope = &node; scope; scope = scope->parent()) {
        const auto* bound = scope->first_attribute(declaration.data(), declaration.size());
        if (!bound) continue;
        element.name_space.assign(bound->value(), bound->value_size());
        return;
    }
}

XmlElement to_element(const Node& node) {
    XmlElement element;
    set_name(element, node);
    for (const auto* each = node.first_attribute(); each; each = each->next_attribute())
        element.attributes.emplace_back(
            std::string(each->name(), each->name_size()),
            std::string(each->value(), each->value_size())
        );
    for (const auto* each = node.first_node(); each; each = each->next_sibling()) {
        if (each->type() == rapidxml::node_element)
            element.children.push_back(to_element(*each));
        else if (each->type() == rapidxml::node_data || each->type() == rapidxml::node_cdata)
            element.text.append(each->value(), each->value_size());
    }
    const auto text = trimmed(element.text);
    element.padded = text.size() < element.text.size();
    element.text = std::string(text);
    return element;
}

} // namespace

const XmlElement* XmlElement::child(std::string_view child_name) const {
    for (const auto& each : children)
        if (ascii_iequals(each.name, child_name)) return &each;
    return nullptr;
}

std::string_view XmlElement::child_text(std::string_view child_name) const {
    const auto* found = child(child_name);
    return found ? std::string_view(found->text) : std::string_view();
}

std::string_view XmlElement::attribute(std::string_view attribute_name) const {
    for (const auto& [each, value] : attributes)
        if (each == attribute_name) return value;
    return {};
}

Result<XmlElement> parse_xml(std::string_view text, Doctype doctype) {
    const auto scanned = scan_xml(text, doctype);
    if (!scanned) return scanned.error();
    std::string buffer(text); // RapidXML writes into what it reads
    rapidxml::xml_document<> document;
    try {
        document.parse<rapidxml::parse_validate_closing_tags>(buffer.data());
    } catch (const rapidxml::parse_error& error) {
        const auto at = error.where<char>() - buffer.data();
        return Error{
            Errc::bad_request,
            std::string("not well-formed XML: ") + error.what() + " at byte " + std::to_string(at)};
    }
    const auto* root = document.first_node();
    while (root && root->type() != rapidxml::node_element)
        root = root->next_sibling();
    if (!root) return Error{Errc::bad_request, "no XML element"};
    for (const auto* other = root->next_sibling(); other; other = other->next_sibling())
        if (other->type() == rapidxml::node_element)
            return Error{Errc::bad_request, "not well-formed XML: two root elements"};
    return to_element(*root);
}

} // namespace fingerpost::protocol
