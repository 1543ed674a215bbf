// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** The parameters' names, spelled as on the wire. Compare them without regard to case, as {@link Parameters} does. */
public final class ParameterName {
    public static final String WFD_VIDEO_FORMATS = "wfd_video_formats";
    public static final String WFD_AUDIO_CODECS = "wfd_audio_codecs";
    public static final String WFD_3D_VIDEO_FORMATS = "wfd_3d_video_formats";
    public static final String WFD_CONTENT_PROTECTION = "wfd_content_protection";
    public static final String WFD_DISPLAY_EDID = "wfd_display_edid";
    public static final String WFD_COUPLED_SINK = "wfd_coupled_sink";
    public static final String WFD_CLIENT_RTP_PORTS = "wfd_client_rtp_ports";
    public static final String WFD_PRESENTATION_URL = "wfd_presentation_URL";
    public static final String WFD_TRIGGER_METHOD = "wfd_trigger_method";
    public static final String WFD_CONNECTOR_TYPE = "wfd_connector_type";
    public static final String WFD_IDR_REQUEST = "wfd_idr_request";
    public static final String WFD_IDR_REQUEST_CAPABILITY = "wfd_idr_request_capability";
    public static final String WFD_STANDBY_RESUME_CAPABILITY = "wfd_standby_resume_capability";
    public static final String WFD_STANDBY = "wfd_standby";
    public static final String WFD_ROUTE = "wfd_route";
    public static final String WFD_AV_FORMAT_CHANGE_TIMING = "wfd_av_format_change_timing";
    public static final String WFD_PREFERRED_DISPLAY_MODE = "wfd_preferred_display_mode";
    public static final String WFD_UIBC_CAPABILITY = "wfd_uibc_capability";
    public static final String WFD_UIBC_SETTING = "wfd_uibc_setting";
    public static final String WFD_I2C = "wfd_I2C";

    /** Release 2. */
    public static final String WFD2_VIDEO_FORMATS = "wfd2_video_formats";
    /** Release 2. */
    public static final String WFD2_AUDIO_CODECS = "wfd2_audio_codecs";

    /** [MS-WFDPE]; so are all that follow. */
    public static final String MICROSOFT_RTCP_CAPABILITY = "microsoft_rtcp_capability";

    public static final String MICROSOFT_FORMAT_CHANGE_CAPABILITY = "microsoft_format_change_capability";
    public static final String MICROSOFT_LATENCY_MANAGEMENT_CAPABILITY = "microsoft_latency_management_capability";
    public static final String MICROSOFT_DIAGNOSTICS_CAPABILITY = "microsoft_diagnostics_capability";
    public static final String MICROSOFT_CURSOR = "microsoft_cursor";
    public static final String MICROSOFT_MAX_BITRATE = "microsoft_max_bitrate";
    public static final String MICROSOFT_TEARDOWN_REASON = "microsoft_teardown_reason";

    /** WiDi; so are all that follow. */
    public static final String INTEL_FRIENDLY_NAME = "intel_friendly_name";

    public static final String INTEL_SINK_MANUFACTURER_NAME = "intel_sink_manufacturer_name";
    public static final String INTEL_SINK_MODEL_NAME = "intel_sink_model_name";

    private ParameterName() {}
}
