// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

/** The parameters' names, spelled as on the wire. Compare them without regard to case, as {@link Parameters} does. */
public final class ParameterName {
    /** M3: modes and codecs that the sink has; M4: the one that was chosen. See {@link VideoFormats}. */
    public static final String WFD_VIDEO_FORMATS = "wfd_video_formats";
    /** M3: sound that the sink takes; M4: the one that was chosen. See {@link AudioCodecs}. */
    public static final String WFD_AUDIO_CODECS = "wfd_audio_codecs";
    /** M3: pictures for two eyes. */
    public static final String WFD_3D_VIDEO_FORMATS = "wfd_3d_video_formats";
    /** M3: whether and where the sink speaks HDCP. See {@link ContentProtection}. */
    public static final String WFD_CONTENT_PROTECTION = "wfd_content_protection";
    /** M3: the monitor's description. See {@link DisplayEdid}. */
    public static final String WFD_DISPLAY_EDID = "wfd_display_edid";
    /** M3: another sink that works together with this one. */
    public static final String WFD_COUPLED_SINK = "wfd_coupled_sink";
    /** M3: where the sink receives; M4: the same again. See {@link ClientRtpPorts}. */
    public static final String WFD_CLIENT_RTP_PORTS = "wfd_client_rtp_ports";
    /** M4: what SETUP is to name. See {@link PresentationUrl}. */
    public static final String WFD_PRESENTATION_URL = "wfd_presentation_URL";
    /** M5: what the sink is to send next. See {@link TriggerMethod}. */
    public static final String WFD_TRIGGER_METHOD = "wfd_trigger_method";
    /** M3, and M11 when it changes: how the monitor is connected. See {@link ConnectorType}. */
    public static final String WFD_CONNECTOR_TYPE = "wfd_connector_type";
    /** M13: the sink wants an IDR picture. Has no value. */
    public static final String WFD_IDR_REQUEST = "wfd_idr_request";
    /** M3: whether the sink sends M13; 1 or 0. */
    public static final String WFD_IDR_REQUEST_CAPABILITY = "wfd_idr_request_capability";
    /** M3: whether the sink knows M12. See {@link Support}. */
    public static final String WFD_STANDBY_RESUME_CAPABILITY = "wfd_standby_resume_capability";
    /** M12: the sender goes to standby. Has no value. */
    public static final String WFD_STANDBY = "wfd_standby";
    /** M10: which of two coupled sinks plays the sound. */
    public static final String WFD_ROUTE = "wfd_route";
    /** M4 while playing: from when on the new format holds. See {@link FormatChangeTiming}. */
    public static final String WFD_AV_FORMAT_CHANGE_TIMING = "wfd_av_format_change_timing";
    /** M4: a mode that no table has, by its timing. See {@link PreferredDisplayMode}. */
    public static final String WFD_PREFERRED_DISPLAY_MODE = "wfd_preferred_display_mode";
    /** M3, M4 and M14: input that the sink sends, and to which port. See {@link UibcCapability}. */
    public static final String WFD_UIBC_CAPABILITY = "wfd_uibc_capability";
    /** M4 and M15: whether input flows; enable or disable. */
    public static final String WFD_UIBC_SETTING = "wfd_uibc_setting";
    /** M3: the TCP port of a tunnel to the monitor. */
    public static final String WFD_I2C = "wfd_I2C";

    /** M3 and M4 of Release 2: modes up to 4096x2160p60, H.265. See {@link VideoDialect#RELEASE_2}. */
    public static final String WFD2_VIDEO_FORMATS = "wfd2_video_formats";
    /** Release 2. */
    public static final String WFD2_AUDIO_CODECS = "wfd2_audio_codecs";

    /** [MS-WFDPE]; so are all that follow. */
    public static final String MICROSOFT_RTCP_CAPABILITY = "microsoft_rtcp_capability";

    /** The sink follows another format in the stream, without M4. See {@link Support}. */
    public static final String MICROSOFT_FORMAT_CHANGE_CAPABILITY = "microsoft_format_change_capability";
    /** M3: whether the sink manages how much it buffers; later: how much. See {@link LatencyMode}. */
    public static final String MICROSOFT_LATENCY_MANAGEMENT_CAPABILITY = "microsoft_latency_management_capability";
    /** The sink tells why it tears down. See {@link Support}. */
    public static final String MICROSOFT_DIAGNOSTICS_CAPABILITY = "microsoft_diagnostics_capability";
    /** M3: whether and where the sink paints the pointer itself. See {@link MicrosoftCursor}. */
    public static final String MICROSOFT_CURSOR = "microsoft_cursor";
    /** M3 and M4: modes of tablets and laptops. See {@link MicrosoftVideoFormats}. */
    public static final String MICROSOFT_VIDEO_FORMATS = "microsoft_video_formats";
    /** M3 and M4, instead of {@link #WFD_VIDEO_FORMATS}: also larger modes. See {@link VideoDialect#WFDX}. */
    public static final String WFDX_VIDEO_FORMATS = "wfdx_video_formats";
    /** The most that the sink takes, in bit/s. */
    public static final String MICROSOFT_MAX_BITRATE = "microsoft_max_bitrate";
    /** M8: why the sink leaves. See {@link TeardownReason}. */
    public static final String MICROSOFT_TEARDOWN_REASON = "microsoft_teardown_reason";

    /** WiDi; so are all that follow. */
    public static final String INTEL_FRIENDLY_NAME = "intel_friendly_name";

    /** Who made the sink. */
    public static final String INTEL_SINK_MANUFACTURER_NAME = "intel_sink_manufacturer_name";
    /** What its maker calls it. */
    public static final String INTEL_SINK_MODEL_NAME = "intel_sink_model_name";

    private ParameterName() {}
}
